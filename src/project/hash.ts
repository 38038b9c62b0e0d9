import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal of bytes as they are. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** SHA-256 of text, the same whether or not it has a BOM and whichever way its lines end. */
export function hashText(text: string | Uint8Array): string {
  return createHash('sha256').update(normalisedBytes(text)).digest('hex');
}

/** Text without BOM and with LF, as hashes and comparisons see it. */
export function normalisedText(text: string): string {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return body.includes('\r') ? body.replaceAll('\r\n', '\n') : body;
}

/** Most files need no change, and then no decoding either: a rerun hashes every file of a project. */
function normalisedBytes(text: string | Uint8Array): string | Uint8Array {
  if (typeof text === 'string') return normalisedText(text);
  const hasBom = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
  if (!hasBom && !text.includes(0x0d)) return text;
  return normalisedText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(text));
}
