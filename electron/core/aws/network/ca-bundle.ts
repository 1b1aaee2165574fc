import { X509Certificate } from 'node:crypto';
import { isRoleValetError, RoleValetError } from '../../../contract/errors.ts';
import type { CaBundle } from '../../chain/types.ts';
import type { Files } from '../../ports.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The root certificates (PEM) in a bundle's file. `path` is `bundle.path` made ready to be read.
 * Throws FILE_UNREADABLE where there is no such file, and CONFIG_INVALID where it holds no
 * certificate or a damaged one; each names the file and who named it. A bundle is never passed over:
 * the calls would fail later, for a reason that nobody could see.
 */
export async function readCaBundle(
  files: Pick<Files, 'read'>,
  bundle: CaBundle,
  path: string,
): Promise<readonly string[]> {
  const text = await readText(files, bundle, path);
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new RoleValetError(
      'CONFIG_INVALID',
      `${bundle.from} names ${path}, which holds no certificate`,
      `Point it to a file of root certificates in PEM form (-----BEGIN CERTIFICATE-----), or remove it.`,
    );
  }
  for (const [index, certificate] of certificates.entries()) {
    if (!isCertificate(certificate)) {
      throw new RoleValetError(
        'CONFIG_INVALID',
        `${bundle.from} names ${path}, whose certificate number ${index + 1} is damaged`,
        'Get the file anew from whoever gave it to you, or remove that certificate.',
      );
    }
  }
  return certificates;
}

async function readText(
  files: Pick<Files, 'read'>,
  bundle: CaBundle,
  path: string,
): Promise<string> {
  try {
    const state = await files.read(path);
    if (state.exists) return new TextDecoder().decode(state.bytes);
  } catch (error) {
    if (!isRoleValetError(error, 'FILE_UNREADABLE')) throw error;
    throw new RoleValetError(error.code, `${bundle.from}: ${error.message}`, error.hint);
  }
  throw new RoleValetError(
    'FILE_UNREADABLE',
    `${bundle.from} names ${path}, which does not exist`,
    'Correct the path, or remove it to trust the usual root certificates only.',
  );
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string') return false;
    throw error;
  }
}
