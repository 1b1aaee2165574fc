import { expect, test } from 'vitest';
import { contextOf, errorOf } from '../chain/testing/context.ts';
import { iamPlace } from './iam-place.ts';

function place(lines: string, environment: Record<string, string> = {}) {
  return iamPlace(
    contextOf(`[profile base]\nregion = us-west-2\n${lines}\n`, { environment }),
    'base',
  );
}

test('without settings it is AWS’s own host, in the variant that is asked for', () => {
  expect(place('')).toEqual({ region: 'us-west-2', useFips: false, useDualStack: false });
  expect(place('use_fips_endpoint = true', { AWS_USE_DUALSTACK_ENDPOINT: 'true' })).toEqual({
    region: 'us-west-2',
    useFips: true,
    useDualStack: true,
  });
});

test('variables and files give another one, and the root certificates', () => {
  const local = 'http://127.0.0.1:4566';
  expect(place('ca_bundle = /ca.pem', { AWS_ENDPOINT_URL_IAM: local })).toEqual({
    region: 'us-west-2',
    endpoint: local,
    caBundle: { path: '/ca.pem', from: '/c, line 3: ca_bundle' },
  });
});

test('one that is not encrypted is refused', () => {
  const error = errorOf(() => place('', { AWS_ENDPOINT_URL_IAM: 'http://iam.example.com' }));
  expect(error).toMatchObject({ code: 'ENDPOINT_REFUSED' });
});
