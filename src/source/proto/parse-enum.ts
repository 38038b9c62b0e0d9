import type { Cursor } from './cursor.ts';
import { parseBlock } from './parse-block.ts';
import { parseInlineOptions, parseOptionStatement } from './parse-option.ts';
import { parseRanges } from './parse-ranges.ts';
import { parseInteger, parseName } from './parse-words.ts';
import type { EnumNode, EnumValueNode } from './syntax.ts';

/** `enum Name { ... }`, after its visibility. */
export function parseEnum(
  cursor: Cursor,
  begin: number,
  visibility?: 'export' | 'local',
): EnumNode {
  const { start } = cursor.peek(begin - cursor.mark());
  cursor.expect('enum');
  const name = parseName(cursor, 'the name of the enum');
  const headEnd = cursor.mark() + 1;
  const members = parseBlock(cursor, () => parseMember(cursor));
  return {
    kind: 'enum',
    name,
    ...(visibility === undefined ? {} : { visibility }),
    members,
    comments: cursor.commentsOf(begin, headEnd),
    start,
    end: cursor.last().end,
  };
}

function parseMember(cursor: Cursor): EnumNode['members'][number] {
  const isValue = cursor.peek(1).text === '=';
  if (!isValue && cursor.at('option')) return parseOptionStatement(cursor);
  if (!isValue && cursor.at('reserved')) return parseRanges(cursor, 'reserved', true);
  return parseValue(cursor);
}

function parseValue(cursor: Cursor): EnumValueNode {
  const begin = cursor.mark();
  const name = parseName(cursor, 'the name of a value');
  cursor.expect('=');
  const number = parseInteger(cursor, 'the number of the value', true);
  const options = parseInlineOptions(cursor);
  const { end } = cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return { kind: 'value', name, number, options, comments, start: name.start, end };
}
