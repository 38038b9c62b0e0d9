/** What the escapes of a quoted text say, or what is wrong with one, as an offset into the token. */
export type TextLiteral =
  | { readonly bytes: Uint8Array }
  | { readonly at: number; readonly length: number; readonly reason: string };

const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

const PIECE =
  /[^\\]+|\\[xX][0-9a-fA-F]{1,2}|\\[0-7]{1,3}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[\s\S]?/gu;

/** The bytes of a quoted text: what is no escape is UTF-8. */
export function readTextLiteral(token: string): TextLiteral {
  const bytes: number[] = [];
  for (const { 0: piece, index } of token.slice(1, -1).matchAll(PIECE)) {
    const read = pieceBytes(piece);
    if (read === undefined)
      return { at: index + 1, length: piece.length, reason: `there is no escape \`${piece}\`` };
    for (const byte of read) bytes.push(byte);
  }
  return { bytes: Uint8Array.from(bytes) };
}

function pieceBytes(piece: string): Iterable<number> | undefined {
  if (!piece.startsWith('\\')) return new TextEncoder().encode(piece);
  const rest = piece.slice(1);
  if (/^[xX].+/.test(rest)) return [Number.parseInt(rest.slice(1), 16)];
  if (/^[0-7]+$/.test(rest)) return [Number.parseInt(rest, 8) & 0xff];
  if (/^[uU].+/.test(rest)) return codePoint(Number.parseInt(rest.slice(1), 16));
  const simple = SIMPLE[rest];
  return simple === undefined ? undefined : [simple];
}

function codePoint(value: number): Iterable<number> | undefined {
  return value > 0x10ffff ? undefined : new TextEncoder().encode(String.fromCodePoint(value));
}

/** The value of an integer token: decimal, `0x` hexadecimal, or octal with a leading zero. */
export function readInteger(token: string): bigint {
  if (/^0[xX]/.test(token)) return /^0[xX]$/.test(token) ? 0n : BigInt(token);
  return /^0[0-7]+$/.test(token) ? BigInt(`0o${token.slice(1)}`) : BigInt(token);
}

/** The value of a float token. */
export function readFloat(token: string): number {
  return Number(token.replace(/[eE][+-]?$/, ''));
}

/** Bytes as text; `undefined` where they are not UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
