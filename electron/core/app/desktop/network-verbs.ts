import { RoleValetError } from '../../../contract/errors.ts';
import type { Done } from '../../../contract/results.ts';
import type { NetworkSettings, NetworkView } from '../../../contract/settings.ts';
import { proxyVariable } from '../../aws/network/network-settings.ts';
import type { Environment } from '../../ports.ts';
import { NETWORK_FIELDS } from '../../settings/settings-schema.ts';
import type { StoredNetwork, StoredSettings } from '../../settings/stored-settings.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';

/** The app's own way to AWS: a proxy and root certificates that no shell's variable names. */
export function networkVerbs(desktop: Desktop) {
  return answering(desktop, {
    saveNetwork: async (changes: Partial<NetworkSettings>): Promise<Done> => {
      requireGood(changes);
      const { caBundle } = changes;
      const count = caBundle ? await desktop.own.watched.world.app.network.countRoots(caBundle) : 0;
      await desktop.settings.change((stored) => withNetwork(stored, changes));
      // What failed on the old way may pass on the new one.
      desktop.activity.forgive();
      await desktop.wake();
      desktop.publish();
      return { message: 'Saved', notices: count === 0 ? [] : [rootsText(count)] };
    },
  });
}

/** What the settings say of the way to AWS, and which variables of the app count instead. */
export function networkView({ network }: StoredSettings, environment: Environment): NetworkView {
  const variable = proxyVariable(environment);
  return {
    proxy: network?.proxy ?? '',
    caBundle: network?.caBundle ?? '',
    ...(variable === undefined ? {} : { proxyVariable: variable }),
    ...(environment.AWS_CA_BUNDLE ? { caBundleVariable: 'AWS_CA_BUNDLE' } : {}),
  };
}

/** Throws USAGE, naming the field as the window does: the settings file would refuse it as well. */
function requireGood({ proxy, caBundle }: Partial<NetworkSettings>): void {
  const hint = 'Correct it, or leave it empty; nothing was changed.';
  const faults = [
    proxy ? faultOf('the proxy', NETWORK_FIELDS.proxy.safeParse(proxy)) : undefined,
    caBundle
      ? faultOf('the file of root certificates', NETWORK_FIELDS.caBundle.safeParse(caBundle))
      : undefined,
  ];
  const fault = faults.find((text) => text !== undefined);
  if (fault !== undefined) throw new RoleValetError('USAGE', fault, hint);
}

function faultOf(
  name: string,
  parsed: ReturnType<(typeof NETWORK_FIELDS)['proxy']['safeParse']>,
): string | undefined {
  return parsed.success ? undefined : `${name} ${parsed.error.issues[0]?.message ?? 'is no good'}`;
}

function withNetwork(
  { network: before, ...stored }: StoredSettings,
  changes: Partial<NetworkSettings>,
): StoredSettings {
  const { proxy = '', caBundle = '' } = { ...before, ...changes };
  const network: StoredNetwork = {
    ...(proxy === '' ? {} : { proxy }),
    ...(caBundle === '' ? {} : { caBundle }),
  };
  const rest = { ...stored, hasActed: true };
  return Object.keys(network).length === 0 ? rest : { ...rest, network };
}

function rootsText(count: number): string {
  const roots = count === 1 ? 'One root certificate is' : `${count} root certificates are`;
  return `${roots} trusted besides the usual ones`;
}
