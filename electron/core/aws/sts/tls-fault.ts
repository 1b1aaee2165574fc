// OpenSSL's names for a certificate that does not verify, and Node's for a failed handshake:
// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const TLS_CODE =
  /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|HOSTNAME_MISMATCH$|EPROTO$)/;

/** True where the server's certificate, or the encrypted connection itself, was the problem. */
export function isTlsFault(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && TLS_CODE.test(code);
}
