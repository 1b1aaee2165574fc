import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** OpenSSL's names for "no root certificate vouches for it": another root may. */
const UNKNOWN_ISSUER = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** True where a handshake failed only because the issuer is not known. */
export function isUnknownIssuer(error: unknown): boolean {
  return UNKNOWN_ISSUER.has(String((error as { code?: unknown } | null)?.code));
}

/**
 * Whose certificates are trusted: Node's own roots (with NODE_EXTRA_CA_CERTS), those of a bundle, and
 * the system's. Reading the system's takes 60 ms and more, and what AWS shows needs none of them, so
 * they are only asked once a server was met whose issuer the others don't know.
 */
export class Trust {
  readonly #bundle: readonly string[];
  #context: SecureContext | undefined;
  #hasSystem = false;

  constructor(bundle: readonly string[]) {
    this.#bundle = bundle;
  }

  /** What connections are to be checked with now. */
  context(): SecureContext {
    this.#context ??= this.#make();
    return this.#context;
  }

  /** Adds the system's roots. False where they were there already. */
  addSystem(): boolean {
    if (this.#hasSystem) return false;
    this.#hasSystem = true;
    this.#context = undefined;
    return true;
  }

  #make(): SecureContext {
    // Without a list of our own, Node shares one store for all: nothing is parsed again.
    if (this.#bundle.length === 0 && !this.#hasSystem) return createSecureContext();
    const system = this.#hasSystem ? getCACertificates('system') : [];
    return createSecureContext({
      ca: [...new Set([...getCACertificates('default'), ...system, ...this.#bundle])],
    });
  }
}
