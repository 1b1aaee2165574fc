import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loopCount, loopSeed } from '../../../tools/loops.ts';
import { isRoleValetError } from '../../contract/errors.ts';
import { consoleHosts } from './console-hosts.ts';
import { consoleDestination } from './destination.ts';

const HOSTS = consoleHosts('aws', 'eu-west-1');
const HOST = 'https://eu-west-1.console.aws.amazon.com';

test.each([
  [{}, '/console/home?region=eu-west-1'],
  [{ service: 'ec2' }, '/ec2/home?region=eu-west-1'],
  [{ service: 'DynamoDB' }, '/dynamodbv2/home?region=eu-west-1'],
  [{ service: 'route53' }, '/route53/v2/home?region=eu-west-1'],
  [{ path: '/s3/buckets/a?tab=objects#x' }, '/s3/buckets/a?tab=objects#x'],
])('%o leads to %s', (wish, path) => {
  expect(consoleDestination(HOSTS, 'eu-west-1', wish)).toBe(HOST + path);
});

test('a whole link to any page of the partition’s console is taken', () => {
  const link = 'https://111122223333-ab12cd34.us-east-1.console.aws.amazon.com/iam/home#/roles';
  expect(consoleDestination(HOSTS, 'eu-west-1', { path: link })).toBe(link);
});

test.each([
  'https://evil.example/',
  'http://eu-west-1.console.aws.amazon.com/',
  'https://console.aws.amazon.com.evil.example/',
  'https://evilconsole.aws.amazon.com/',
  'https://console.aws.amazon.com@evil.example/',
  'https://user@console.aws.amazon.com/',
  'https://console.aws.amazon.com:8443/',
  // Another partition's.
  'https://cn-north-1.console.amazonaws.cn/',
  '//evil.example/',
  '/\\evil.example/',
  '\\\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'ec2/home',
  '@evil.example',
  '',
  '/'.padEnd(3_000, 'x'),
])('%s is refused', (path) => {
  expect(() => consoleDestination(HOSTS, 'eu-west-1', { path })).toThrow(
    expect.objectContaining({ code: 'USAGE' }),
  );
});

test('a service is a name, and only one page is meant', () => {
  const destination = (wish: object) => () => consoleDestination(HOSTS, 'eu-west-1', wish);
  for (const service of ['ec2/../..', '.evil.example', 'ec2?x=', '', 'ec2 ', '@evil']) {
    expect(destination({ service }), service).toThrow(/not the name of an AWS service/);
  }
  expect(destination({ service: 'ec2', path: '/s3' })).toThrow(/service and the path/);
});

test('a destination never leaves the console hosts of its partition', () => {
  const places = [
    ['aws', 'eu-west-1', 'console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'console.amazonaws.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'console.amazonaws-us-gov.com'],
    ['aws-eusc', 'eusc-de-east-1', 'console.amazonaws-eusc.eu'],
  ] as const;
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      ...['https:', 'http:', '/', '//', '\\', '@', ':', '#', '?', '.', '..', '%2f', '%5c', '\t'],
      ...['evil.example', 'console.aws.amazon.com', 'console.amazonaws.cn', 'ec2', '[::1]', ';'],
    ),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.oneof(fc.record({ path: text }), fc.record({ service: text })),
      ([partition, region, domain], wish) => {
        let destination: string;
        try {
          destination = consoleDestination(consoleHosts(partition, region), region, wish);
        } catch (error) {
          expect(isRoleValetError(error, 'USAGE')).toBe(true);
          return;
        }
        const url = new URL(destination);
        expect(url.protocol).toBe('https:');
        expect(`.${url.hostname}`.endsWith(`.${domain}`)).toBe(true);
        expect([url.username, url.password, url.port]).toEqual(['', '', '']);
        expect(destination).toBe(url.href);
      },
    ),
    { numRuns: loopCount(20_000, 1_500), seed: loopSeed() },
  );
});
