import type { NetConnectOpts } from 'node:net';

/** Where every Linux has its system bus, unless DBUS_SYSTEM_BUS_ADDRESS says otherwise. */
export const SYSTEM_BUS_ADDRESS = 'unix:path=/var/run/dbus/system_bus_socket';

/**
 * Where to connect for a D-Bus address, in the order in which to try
 * (https://dbus.freedesktop.org/doc/dbus-specification.html#addresses). Kinds of address that this
 * can't use, such as a program to start, are left out.
 */
export function busEndpoints(address: string): NetConnectOpts[] {
  return address.split(';').flatMap((entry) => endpointOf(entry) ?? []);
}

function endpointOf(entry: string): NetConnectOpts | undefined {
  const [, transport, rest] = /^([a-z]+):(.*)$/.exec(entry.trim()) ?? [];
  const values = new Map(
    (rest ?? '').split(',').map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), decodeValue(pair.slice(equals + 1))];
    }),
  );
  const path = values.get('path');
  const abstract = values.get('abstract');
  if (transport === 'unix' && path) return { path };
  // Linux names sockets without a file by a leading NUL.
  if (transport === 'unix' && abstract) return { path: `\0${abstract}` };
  const port = Number(values.get('port'));
  if (transport === 'tcp' && port > 0) return { host: values.get('host') ?? 'localhost', port };
  return undefined;
}

/** Bytes are written as `%2f`. */
function decodeValue(value: string): string {
  const bytes = value.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return bytes === value ? value : Buffer.from(bytes, 'latin1').toString('utf8');
}
