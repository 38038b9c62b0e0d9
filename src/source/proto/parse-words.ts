import type { Cursor } from './cursor.ts';
import { readInteger, readTextLiteral } from './literals.ts';
import type { IntegerNode, NameNode, TextNode } from './syntax.ts';

/** One identifier; what words mean elsewhere does not matter. */
export function parseName(cursor: Cursor, wanted: string): NameNode {
  const { kind, text, start, end } = cursor.peek();
  if (kind !== 'word') return cursor.fail(wanted);
  cursor.next();
  return { text, start, end };
}

/** Identifiers with dots between them; a type's name may begin with one. */
export function parseFullName(cursor: Cursor, wanted: string, mayStartWithDot = true): NameNode {
  const { start } = cursor.peek();
  let text = mayStartWithDot && cursor.take('.') ? '.' : '';
  text += parseName(cursor, wanted).text;
  while (cursor.take('.')) text += `.${parseName(cursor, 'a name after the dot').text}`;
  return { text, start, end: cursor.last().end };
}

/** A whole number, with a sign where that is allowed. */
export function parseInteger(cursor: Cursor, wanted: string, maySign = false): IntegerNode {
  const { start } = cursor.peek();
  const isNegative = maySign && cursor.take('-');
  const { kind, text, end } = cursor.peek();
  if (kind !== 'integer') return cursor.fail(wanted);
  cursor.next();
  const value = readInteger(text);
  return { value: isNegative ? -value : value, start, end };
}

/** Quoted texts that stand after each other are one. */
export function parseText(cursor: Cursor, wanted: string): TextNode {
  const { kind, start } = cursor.peek();
  if (kind !== 'text') return cursor.fail(wanted);
  const bytes: number[] = [];
  while (cursor.peek().kind === 'text') for (const byte of parsePiece(cursor)) bytes.push(byte);
  return { bytes: Uint8Array.from(bytes), start, end: cursor.last().end };
}

function parsePiece(cursor: Cursor): Uint8Array {
  const token = cursor.next();
  const read = readTextLiteral(token.text);
  if ('bytes' in read) return read.bytes;
  const start = token.start + read.at;
  const range = { start, end: start + read.length };
  cursor.complain(
    'an escape of the language',
    range,
    `${read.reason}. There are \\n, \\t, \\", \\\\, \\x41, \\101, \\u0041 and the like.`,
  );
  return new Uint8Array();
}
