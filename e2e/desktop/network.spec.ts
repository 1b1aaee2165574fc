import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { startConnectProxy } from '../../electron/core/aws/network/testing/connect-proxy.ts';
import { privateAuthority } from '../../electron/core/aws/network/testing/private-authority.ts';
import { ROLE_WITHOUT_MFA } from '../practice.ts';
import { expect, test } from './fixture/test.ts';
import { expectLive, openRoles, openTab, press, row } from './steps.ts';

/** The practice STS under AWS's own name, with a certificate that the company's proxy would show. */
async function inspectedSts(url: string, tls: { key: string; cert: string }) {
  const { hostname, port } = new URL(url);
  const server = createServer(tls, (received, answer) => {
    const { method, url: path, headers } = received;
    const forwarded = request({ hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    received.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

test('behind a company’s proxy that looks into connections, two fields lead to AWS', async ({
  launch,
  valet,
}) => {
  const host = 'sts.eu-west-1.amazonaws.com';
  const authority = await privateAuthority();
  const sts = await inspectedSts(valet.sts.url, await authority.issue(`DNS:${host}`));
  const proxy = await startConnectProxy({ route: () => ({ port: sts.port }) });
  try {
    const desktop = await openRoles(
      (options) => launch({ ...options, environment: { AWS_ENDPOINT_URL_STS: '' } }),
      valet,
    );
    const { page } = desktop;
    await openTab(page, 'Settings');
    const proxyField = page.getByLabel('Proxy');
    await proxyField.fill('proxy.example.com');
    await proxyField.press('Enter');
    await expect(proxyField).toHaveAccessibleDescription(
      /Not saved: the proxy must be the address/,
    );
    await proxyField.fill(`http://127.0.0.1:${proxy.port}`);
    await proxyField.press('Enter');
    await expect(page.getByText('Not saved')).toBeHidden();

    await openTab(page, 'Roles');
    await press(page, ROLE_WITHOUT_MFA, /^Switch/);
    await expect(await row(page, ROLE_WITHOUT_MFA)).toContainText('Example Proxy Root');
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:443`]));

    await openTab(page, 'Settings');
    const roots = page.getByLabel('Root certificates');
    await roots.fill(authority.rootPath);
    await roots.press('Enter');
    await expect(page.getByText('One root certificate is trusted')).toBeVisible();
    await openTab(page, 'Roles');
    await press(page, ROLE_WITHOUT_MFA, /^Switch/);
    await expectLive(page, ROLE_WITHOUT_MFA);

    // Both are still there after a restart.
    expect(await desktop.quit()).toBe(0);
    const again = await launch();
    await openTab(again.page, 'Settings');
    await expect(again.page.getByLabel('Root certificates')).toHaveValue(authority.rootPath);
    await expect(again.page.getByLabel('Proxy')).toHaveValue(`http://127.0.0.1:${proxy.port}`);
  } finally {
    await proxy.close();
    sts.close();
    await authority.remove();
  }
});
