import { X509Certificate } from 'node:crypto';
import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { CaBundle } from '../../chain/types.ts';
import type { Files } from '../../ports.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The text of a bundle's file. Throws FILE_UNREADABLE where there is no such file, naming it and who
 * named it.
 */
export async function readBundleText(
  files: Pick<Files, 'read'>,
  { path, from }: CaBundle,
): Promise<string> {
  try {
    const state = await files.read(path);
    if (state.exists) return new TextDecoder().decode(state.bytes);
  } catch (error) {
    if (!isRoleValetError(error, 'FILE_UNREADABLE')) throw error;
    throw new RoleValetError(error.code, `${from}: ${error.message}`, error.hint);
  }
  throw new RoleValetError(
    'FILE_UNREADABLE',
    `${from} names ${path}, which does not exist`,
    'Correct the path, or remove it to trust the usual root certificates only.',
  );
}

/**
 * The root certificates (PEM) in a bundle's text. Throws CONFIG_INVALID where it holds no certificate
 * or a damaged one, naming the file and who named it. A bundle is never passed over: the calls would
 * fail later, for a reason that nobody could see.
 */
export function certificatesIn({ path, from }: CaBundle, text: string): readonly string[] {
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new RoleValetError(
      'CONFIG_INVALID',
      `${from} names ${path}, which holds no certificate`,
      `Point it to a file of root certificates in PEM form (-----BEGIN CERTIFICATE-----), or remove it.`,
    );
  }
  for (const [index, certificate] of certificates.entries()) {
    if (!isCertificate(certificate)) {
      throw new RoleValetError(
        'CONFIG_INVALID',
        `${from} names ${path}, whose certificate number ${index + 1} is damaged`,
        'Get the file anew from whoever gave it to you, or remove that certificate.',
      );
    }
  }
  return certificates;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string') return false;
    throw error;
  }
}
