import { expect, test } from 'vitest';
import { consoleHosts } from './console-hosts.ts';

// https://docs.aws.amazon.com/general/latest/gr/signin-service.html and AWS's endpoint rules.
test.each([
  [
    ...['aws', 'eu-west-1', 'eu-west-1.console.aws.amazon.com'],
    ['eu-west-1.signin.aws.amazon.com', 'signin.aws.amazon.com'],
  ],
  // The region without a prefix of its own.
  ['aws', 'us-east-1', 'us-east-1.console.aws.amazon.com', ['signin.aws.amazon.com']],
  [
    ...['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['cn-north-1.signin.amazonaws.cn', 'signin.amazonaws.cn'],
  ],
  [
    ...['aws-us-gov', 'us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['us-gov-west-1.signin.amazonaws-us-gov.com', 'signin.amazonaws-us-gov.com'],
  ],
  // Regional only.
  [
    ...['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
    ['eusc-de-east-1.signin.amazonaws-eusc.eu'],
  ],
] as [string, string, string, string[]][])('%s, %s', (partition, region, console, signIn) => {
  expect(consoleHosts(partition, region)).toMatchObject({ console, signIn });
});

test.each(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'toString'])(
  '%s has no public console, and says so',
  (partition) => {
    expect(() => consoleHosts(partition, 'us-iso-east-1')).toThrow(
      expect.objectContaining({ code: 'CONSOLE_NOT_POSSIBLE' }),
    );
  },
);
