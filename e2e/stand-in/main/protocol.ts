import type { CustomScheme, Protocol } from 'electron';
import { closed } from './closed.ts';
import { privilegedSchemes } from './schemes.ts';
import { session } from './session.ts';
import { needNotReady } from './state.ts';

type Handle = (typeof session.defaultSession.protocol)['handle'];

/** `protocol`: the handlers of the default session, and the privileges of schemes. */
export const protocol = closed('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    needNotReady('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard === true && privileges.secure === true)
        privilegedSchemes.add(scheme);
    }
  },
  handle: (...parameters: Parameters<Handle>) =>
    session.defaultSession.protocol.handle(...parameters),
  unhandle: (scheme: string) => session.defaultSession.protocol.unhandle(scheme),
  isProtocolHandled: (scheme: string) => session.defaultSession.protocol.isProtocolHandled(scheme),
}) satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'unhandle' | 'isProtocolHandled'> & {
  handle: unknown;
};
