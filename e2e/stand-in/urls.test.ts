import { describe, expect, test } from 'vitest';
import { appOrigin, appScheme, TRAY_PAGE_URL, toAppUrl, toChromiumUrl } from './urls.ts';

test.each([
  ['app://role-valet/index.html', 'https://role-valet.app.stand-in.localhost/index.html'],
  ['app://role-valet/a/b.js?x=1#y', 'https://role-valet.app.stand-in.localhost/a/b.js?x=1#y'],
  ['app://role-valet/%2e%2e/x', 'https://role-valet.app.stand-in.localhost/%2e%2e/x'],
])('maps %s both ways', (url, shown) => {
  expect(toAppUrl(shown)).toBe(new URL(url).href);
  expect(new URL(toChromiumUrl(url)).hostname).toBe('role-valet.app.stand-in.localhost');
  expect(toAppUrl(toChromiumUrl(url))).toBe(new URL(url).href);
});

test.each([
  'https://example.com/x',
  'https://role-valet.app.stand-in.localhost.example.com/',
  'about:blank',
  'file:///etc/passwd',
  TRAY_PAGE_URL,
  'not a url',
])('leaves %s as it is', (url) => {
  expect(toAppUrl(url)).toBe(url);
  expect(appScheme(url)).toBeUndefined();
});

describe('origins', () => {
  test('are those of Electron', () => {
    expect(appScheme('https://role-valet.app.stand-in.localhost/x')).toBe('app');
    expect(appOrigin('app://role-valet/index.html')).toBe('app://role-valet');
    expect(appOrigin('https://example.com/x')).toBe('https://example.com');
    expect(appOrigin('about:blank')).toBe('null');
  });
});
