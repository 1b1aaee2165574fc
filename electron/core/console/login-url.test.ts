import { expect, test } from 'vitest';
import { loginUrl, logoutUrl } from './login-url.ts';

const FEDERATION = 'https://signin.aws.amazon.com/federation';

test('every part comes out as it went in', () => {
  const destination = 'https://eu-west-1.console.aws.amazon.com/ec2/home?a=b&c=d e#Instances:+';
  const login = new URL(loginUrl(FEDERATION, destination, 'a+/=&%'));
  expect(Object.fromEntries(login.searchParams)).toEqual({
    Action: 'login',
    Issuer: 'role-valet',
    Destination: destination,
    SigninToken: 'a+/=&%',
  });
  expect(login.href).not.toContain('+');
  const logout = new URL(logoutUrl('https://us-east-1.signin.aws.amazon.com/oauth', login.href));
  expect(Object.fromEntries(logout.searchParams)).toEqual({
    Action: 'logout',
    redirect_uri: login.href,
  });
});
