import type { Cursor } from './cursor.ts';
import { utf8 } from './literals.ts';
import { parseInlineOptions } from './parse-option.ts';
import { parseInteger, parseName, parseText } from './parse-words.ts';
import type { NameNode, RangeNode, RangesNode } from './syntax.ts';

/** `reserved 1, 3 to 5;`, `reserved "a", "b";`, `reserved a, b;` or `extensions 100 to max [...];` */
export function parseRanges(
  cursor: Cursor,
  kind: RangesNode['kind'],
  maySign: boolean,
): RangesNode {
  const begin = cursor.mark();
  const { start } = cursor.expect(kind);
  const isNamed = kind === 'reserved' && /^(text|word)$/.test(cursor.peek().kind);
  const names = isNamed ? parseList(cursor, () => parseReservedName(cursor)) : [];
  const ranges = isNamed ? [] : parseList(cursor, () => parseRange(cursor, maySign));
  const options = kind === 'extensions' ? parseInlineOptions(cursor) : [];
  const { end } = cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return { kind, ranges, names, options, comments, start, end };
}

function parseList<T>(cursor: Cursor, parseItem: () => T): readonly T[] {
  const items: T[] = [];
  do items.push(parseItem());
  while (cursor.take(','));
  return items;
}

/** Quoted in proto2 and proto3, bare in editions; which of them it was, its first character says. */
function parseReservedName(cursor: Cursor): NameNode {
  if (cursor.peek().kind === 'word') return parseName(cursor, 'a name');
  const { bytes, start, end } = parseText(cursor, 'a name in quotes');
  return { text: utf8(bytes) ?? '', start, end };
}

function parseRange(cursor: Cursor, maySign: boolean): RangeNode {
  const first = parseInteger(cursor, 'a number or a range', maySign);
  const last = cursor.take('to') ? parseLast(cursor, maySign) : first;
  return { first, last, start: first.start, end: cursor.last().end };
}

function parseLast(cursor: Cursor, maySign: boolean): RangeNode['last'] {
  return cursor.take('max') ? 'max' : parseInteger(cursor, 'a number or `max`', maySign);
}
