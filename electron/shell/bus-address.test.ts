import { expect, test } from 'vitest';
import { busEndpoints, SYSTEM_BUS_ADDRESS } from './bus-address.ts';

test.each([
  [SYSTEM_BUS_ADDRESS, [{ path: '/var/run/dbus/system_bus_socket' }]],
  ['unix:path=/run/a%20b%c3%a9,guid=00ff', [{ path: '/run/a bé' }]],
  ['unix:abstract=/tmp/dbus-x,guid=1', [{ path: '\0/tmp/dbus-x' }]],
  ['unixexec:path=ssh;unix:path=/run/bus', [{ path: '/run/bus' }]],
  [
    'tcp:host=127.0.0.1,port=4000;unix:path=/b',
    [{ host: '127.0.0.1', port: 4000 }, { path: '/b' }],
  ],
  ['tcp:host=127.0.0.1', []],
  ['autolaunch:', []],
  ['', []],
  ['nonsense', []],
])('%j', (address, endpoints) => {
  expect(busEndpoints(address)).toEqual(endpoints);
});
