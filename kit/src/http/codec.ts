import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { KitError } from '../errors/kit-error.ts';
import { findNonFinite } from '../sdk/json.ts';
import { linesType } from '../sdk/lines.ts';
import { preferenceOf } from './accept.ts';
import { HttpError } from './http-error.ts';

/** The media type of every success response with a body. */
export const jsonType = 'application/json; charset=utf-8';

/** Messages that hold each other deeper than this are refused: what walks through them has a stack. */
const maxDepth = 256;

/** Refuses a JSON text that is nested deeper than {@link maxDepth}. */
export function requireDepth(text: string): void {
  if (text.length <= 2 * maxDepth || !isTooDeep(text)) return;
  const message = `the body is nested too deeply, in more than ${maxDepth} levels`;
  throw new KitError('invalid_argument', message);
}

/** Whether brackets outside of texts are ever open deeper than is allowed. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22) quoted = !quoted;
    else if (quoted) index += unit === 0x5c ? 1 : 0;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return false;
}

/** Parses a request body: UTF-8, one JSON text, nothing after it. Else `invalid_argument`. */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  // Malformed bytes decode to U+FFFD; only a text that holds one needs the closer look.
  if (text.includes('\ufffd') && !isUtf8(bytes)) {
    throw new KitError('invalid_argument', 'the body is not valid UTF-8');
  }
  requireDepth(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new KitError('invalid_argument', 'the body is not valid JSON', { cause: reason });
  }
}

/** A response value as JSON text. What cannot be carried (a cycle, a bigint, NaN) is our own fault. */
export function formatJson(value: unknown): string {
  try {
    const text = JSON.stringify(value) ?? 'null';
    const found = text.includes('null') ? findNonFinite(value) : undefined;
    if (found === undefined) return text;
    throw new TypeError(`${found.path || 'the response'} is ${found.value}`);
  } catch (cause) {
    throw new KitError('internal', 'the response cannot be written as JSON', { cause });
  }
}

/** Refuses a body of another media type than JSON, or in another encoding than UTF-8. */
export function requireJson(contentType: string | undefined): void {
  if (contentType === 'application/json' || isJsonType(contentType ?? '')) return;
  const found = contentType === undefined ? 'without a content type' : `of type ${contentType}`;
  const message = `the body must be application/json; it came ${found}`;
  throw new HttpError('unsupported_media_type', message, { 'accept-post': 'application/json' });
}

/** Refuses a compressed body: none is supported, and reading it as it is would only confuse. */
export function requirePlain(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || /^identity$/i.test(contentEncoding.trim())) return;
  const message = `the body must not be encoded; it came as ${contentEncoding}`;
  throw new HttpError('unsupported_media_type', message, { 'accept-encoding': 'identity' });
}

const jsonPattern = /^application\/(?:json|[\w.!#$&^+-]+\+json)\s*(?:;(.*))?$/i;

function isJsonType(contentType: string): boolean {
  const match = jsonPattern.exec(contentType.trim());
  if (match === null) return false;
  const charset = /(?:^|;)\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(match[1] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

/** Refuses a body of another media type than lines of JSON. */
export function requireLines(contentType: string | undefined): void {
  if (linesPattern.test(contentType ?? '')) return;
  const found = contentType === undefined ? 'without a content type' : `of type ${contentType}`;
  const message = `the body must be ${linesType}; it came ${found}`;
  throw new HttpError('unsupported_media_type', message, { 'accept-post': linesType });
}

const linesPattern =
  /^\s*application\/(?:x-ndjson|jsonl)\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i;

/** Refuses a request whose `accept` excludes JSON. */
export function requireAcceptsJson(accept: string | undefined): void {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return;
  if (preferenceOf(accept, 'application/json').quality > 0) return;
  throw new HttpError('not_acceptable', 'the response is application/json, which accept excludes');
}

/** Receives a whole body, or why there is none. */
export type BodyReceiver = (error: unknown, bytes: Buffer | undefined) => void;

/** Reads a body of at most `limit` bytes and calls back once, as soon as the outcome is known. */
export function readBody(request: IncomingMessage, limit: number, receive: BodyReceiver): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let size = 0;
  let done = false;
  const finish = (error: unknown, bytes?: Buffer) => {
    if (done) return;
    done = true;
    receive(error, bytes);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) {
      first = rest = undefined;
      finish(tooLarge(limit));
    } else if (first === undefined) first = chunk;
    else (rest ??= []).push(chunk);
  });
  request.on('end', () => finish(undefined, joined(first, rest)));
  request.on('error', () => finish(uploadAborted()));
}

function joined(first: Buffer | undefined, rest: Buffer[] | undefined): Buffer {
  if (first === undefined) return Buffer.alloc(0);
  return rest === undefined ? first : Buffer.concat([first, ...rest]);
}

/** The error of a body beyond the limit. */
export function tooLarge(limit: number): HttpError {
  return new HttpError('payload_too_large', `the body must be at most ${limit} bytes`);
}

function uploadAborted(): KitError {
  return new KitError('cancelled', 'the request body was not sent to its end');
}
