import type { BaseParts, BaseRequest, BaseSource } from './types.ts';

/**
 * Bases of AWS's standard kinds, through the AWS SDK where it fits. Nothing of a kind is loaded before
 * it is first asked for. What decides comes from the files as we read them and from the app's
 * environment, not from the SDK's own second reading.
 */
export function sdkBases(parts: BaseParts): BaseSource {
  return {
    async identity(base, config) {
      const { baseIdentity } = await import('./base-identity.ts');
      return baseIdentity(parts, { base, config });
    },
    credentials: (base, config) => fetchBase(parts, { base, config }),
    signInFile: (base, config) => signInFile(parts, { base, config }),
  };
}

async function fetchBase(parts: BaseParts, request: BaseRequest) {
  switch (request.base.kind) {
    case 'sso':
      return (await import('./sso-credentials.ts')).ssoCredentials(parts, request);
    case 'login':
      return (await import('./login-credentials.ts')).loginCredentials(parts, request);
    case 'process':
      return (await import('./process-credentials.ts')).processCredentials(parts, request);
    case 'web-identity':
      return (await import('./web-identity-credentials.ts')).webIdentityCredentials(parts, request);
    case 'instance':
      return (await import('./instance-credentials.ts')).instanceCredentials(parts, request);
    case 'container':
      return (await import('./container-credentials.ts')).containerCredentials(parts, request);
    default:
      throw (await import('./base-identity.ts')).notFetched(request.base);
  }
}

async function signInFile(parts: BaseParts, request: BaseRequest): Promise<string | undefined> {
  switch (request.base.kind) {
    case 'sso': {
      const [{ ssoSettings }, { tokenFilePath }] = await Promise.all([
        import('../sign-in/sso-settings.ts'),
        import('../sign-in/token-file.ts'),
      ]);
      const settings = ssoSettings(request.config, request.base.profile, parts.environment);
      return tokenFilePath(parts.signIn.cachePath, settings);
    }
    case 'login':
      return (await import('./login-credentials.ts')).loginFile(parts, request);
    default:
      return undefined;
  }
}
