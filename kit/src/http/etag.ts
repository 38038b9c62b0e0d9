import { createHash } from 'node:crypto';

/** A strong entity tag: the same for the same bytes, in any process. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** Whether a client's `If-None-Match` names a tag, weak or not (RFC 9110, section 13.1.2). */
export function hasTag(given: string | undefined, etag: string): boolean {
  if (given === undefined) return false;
  return given.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}
