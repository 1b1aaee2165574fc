import { describe, expect, test } from 'vitest';
import { checkEndpoint } from './check-endpoint.ts';

describe('checkEndpoint', () => {
  test.each([
    'https://sts.eu-west-1.amazonaws.com',
    'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com/',
    'http://127.0.0.1:4566',
    'http://127.8.9.10',
    'http://localhost:4566',
    'http://sts.localhost:4566',
    'http://[::1]:4566',
  ])('%s is fit', (endpoint) => {
    expect(checkEndpoint(endpoint).href.startsWith(endpoint)).toBe(true);
  });

  test.each([
    'http://sts.eu-west-1.amazonaws.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://[::2]',
    'https://key@sts.eu-west-1.amazonaws.com',
    'file:///etc/passwd',
    '',
  ])('%s is refused', (endpoint) => {
    expect(() => checkEndpoint(endpoint)).toThrow(
      expect.objectContaining({ code: 'ENDPOINT_REFUSED' }),
    );
  });
});
