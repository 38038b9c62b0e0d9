import { randomHex } from './random-hex.ts';

const wellFormed = /^[A-Za-z0-9\-_.:]{1,128}$/;

/** A new request id: 32 random hex digits. */
export function newRequestId(): string {
  return randomHex.take(32);
}

/** The caller's request id when it is well-formed, else a new one. */
export function requestIdFrom(value: unknown): string {
  return typeof value === 'string' && wellFormed.test(value) ? value : newRequestId();
}
