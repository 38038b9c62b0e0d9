/** PEM as grpc-js wants it. */
export function pemOf(pem: string | Uint8Array): Buffer {
  return typeof pem === 'string' ? Buffer.from(pem) : Buffer.from(pem);
}
