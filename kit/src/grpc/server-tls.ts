import { X509Certificate, createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import type { GivenFile } from '../service-server.ts';
import type { GrpcServerTls } from './options.ts';
import { pemOf } from './pem.ts';

/** The files of certificates that flags and environment may name. */
export const tlsFiles = {
  'tls.cert': 'the certificate of the gRPC server, in PEM',
  'tls.key': 'its private key, in PEM',
  'tls.client-ca': 'who signs the certificates that clients then have to show, in PEM',
} as const;

/** Certificates without what belongs to them. */
type TlsParts = Partial<GrpcServerTls>;

/**
 * The certificates of a server, of which those in files beat the others. Throws an Error that names the setting for a
 * part without the other and for what is no certificate; nothing of a key is in it.
 */
export function tlsFrom(
  files: Readonly<Record<string, GivenFile>>,
  given: TlsParts = {},
): GrpcServerTls {
  const bytesOf = (name: keyof typeof tlsFiles) => files[name]?.bytes;
  const cert = bytesOf('tls.cert') ?? given.cert;
  const key = bytesOf('tls.key') ?? given.key;
  const clientCa = bytesOf('tls.client-ca') ?? given.clientCa;
  const sources = Object.values(files).map(({ from }) => from);
  if (cert === undefined || key === undefined) {
    const missing = cert === undefined ? 'a certificate (tls.cert)' : 'a key (tls.key)';
    throw new Error(`${sources.join(', ')}: ${missing} belongs to it`);
  }
  const tls = { cert, key, ...(clientCa === undefined ? {} : { clientCa }) };
  try {
    checkPair(pemOf(cert), pemOf(key));
    if (clientCa !== undefined) checkAuthority(pemOf(clientCa));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${sources.join(', ')}: no usable certificates in PEM: ${reason}`, {
      cause: error,
    });
  }
  return tls;
}

/** A context takes a pair of two kinds (RSA, EC), with which every handshake fails. */
function checkPair(cert: Buffer, key: Buffer): void {
  createSecureContext({ cert, key });
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new Error('the key is not that of the certificate');
  }
}

/** What holds no certificate at all is no error to a context, and no client would ever get in. */
function checkAuthority(ca: Buffer): void {
  createSecureContext({ ca });
  void new X509Certificate(ca);
}

/** Certificates as grpc-js wants them; without any, connections are plain text. */
export function credentialsOf(tls: GrpcServerTls | undefined): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const { cert, key, clientCa } = tls;
  const pair = { cert_chain: pemOf(cert), private_key: pemOf(key) };
  const ca = clientCa === undefined ? null : pemOf(clientCa);
  return ServerCredentials.createSsl(ca, [pair], ca !== null);
}
