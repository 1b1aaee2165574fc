import { expect, test } from 'vitest';
import { consoleHosts } from './console-hosts.ts';
import { signInEndpoint } from './sign-in-endpoint.ts';

const AWS_STS = 'https://sts.eu-west-1.amazonaws.com';
const HERE = 'http://127.0.0.1:4566';

function endpoint(
  environment: Record<string, string>,
  sessionEndpoint = AWS_STS,
  hosts = consoleHosts('aws', 'eu-west-1'),
) {
  return signInEndpoint({ hosts, environment, sessionEndpoints: [sessionEndpoint] });
}

test('AWS, by the region’s host and then the global one', () => {
  expect(endpoint({})).toEqual({
    federation: [
      'https://eu-west-1.signin.aws.amazon.com/federation',
      'https://signin.aws.amazon.com/federation',
    ],
    logout: 'https://us-east-1.signin.aws.amazon.com/oauth',
  });
});

test('a partition whose sign-out nobody knows has none', () => {
  expect(endpoint({}, AWS_STS, consoleHosts('aws-cn', 'cn-north-1')).logout).toBeUndefined();
});

test.each([HERE, 'https://localhost:4567', 'http://[::1]:4566'])('%s may be named', (url) => {
  expect(endpoint({ AWS_ENDPOINT_URL_SIGNIN: `${url}/` }, HERE)).toEqual({
    federation: [`${url}/federation`],
    logout: `${url}/oauth`,
  });
});

test.each([
  'https://signin.example.com',
  'http://169.254.169.254',
  'https://user:pass@127.0.0.1',
  'https://127.0.0.1.evil.example',
  'file:///tmp/x',
  'nothing',
])('%s is refused: the request holds the credentials', (url) => {
  expect(() => endpoint({ AWS_ENDPOINT_URL_SIGNIN: url })).toThrow(
    expect.objectContaining({ code: 'ENDPOINT_REFUSED' }),
  );
});

test('credentials of a server on this machine are not sent to AWS', () => {
  const refusal = expect.objectContaining({ code: 'ENDPOINT_REFUSED' });
  expect(() => endpoint({}, HERE)).toThrow(refusal);
  expect(() => endpoint({ AWS_ENDPOINT_URL: HERE })).toThrow(refusal);
  expect(() => endpoint({ AWS_ENDPOINT_URL_SSO: 'http://localhost:1' })).toThrow(refusal);
});

test('the switch that has all endpoints ignored counts for this one too', () => {
  const environment = {
    AWS_ENDPOINT_URL_SIGNIN: 'https://signin.example.com',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  };
  expect(endpoint(environment).federation).toHaveLength(2);
});
