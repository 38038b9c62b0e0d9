import type { Cursor } from './cursor.ts';
import { parseBlock } from './parse-block.ts';
import { parseEnum } from './parse-enum.ts';
import { parseField } from './parse-field.ts';
import { parseOptionStatement } from './parse-option.ts';
import { parseRanges } from './parse-ranges.ts';
import { parseFullName, parseName } from './parse-words.ts';
import type { EnumNode, ExtendNode, MessageMember, MessageNode, OneofNode } from './syntax.ts';

/** How deep messages may nest; protoc's limit. */
export const MAX_DEPTH = 32;

const VISIBILITY = /^(export|local)$/;

/** Whether a message or an enum is declared here, with its visibility or without. */
export function atTypeDeclaration(cursor: Cursor): boolean {
  const ahead = VISIBILITY.test(cursor.peek().text) ? 1 : 0;
  const isDeclared = /^(message|enum)$/.test(cursor.peek(ahead).text);
  const isType = /^[.=]$/.test(cursor.peek(ahead + 1).text);
  return isDeclared && !isType && cursor.peek(ahead + 2).text !== '=';
}

/** A message or an enum. */
export function parseTypeDeclaration(cursor: Cursor, depth: number): MessageNode | EnumNode {
  const begin = cursor.mark();
  const visibility = parseVisibility(cursor);
  return cursor.at('enum')
    ? parseEnum(cursor, begin, visibility)
    : parseMessage(cursor, { begin, depth, visibility });
}

function parseVisibility(cursor: Cursor): 'export' | 'local' | undefined {
  if (cursor.take('export')) return 'export';
  return cursor.take('local') ? 'local' : undefined;
}

interface MessageHead {
  readonly begin: number;
  readonly depth: number;
  readonly visibility: 'export' | 'local' | undefined;
}

function parseMessage(cursor: Cursor, { begin, depth, visibility }: MessageHead): MessageNode {
  const { start } = cursor.peek(begin - cursor.mark());
  cursor.expect('message');
  const name = parseName(cursor, 'the name of the message');
  const headEnd = cursor.mark() + 1;
  const members = parseMembers(cursor, depth);
  return {
    kind: 'message',
    name,
    ...(visibility === undefined ? {} : { visibility }),
    members,
    comments: cursor.commentsOf(begin, headEnd),
    start,
    end: cursor.last().end,
  };
}

/** The block of a message or a group. */
function parseMembers(cursor: Cursor, depth: number): readonly MessageMember[] {
  if (depth >= MAX_DEPTH) cursor.tooDeep('messages', MAX_DEPTH);
  return parseBlock(cursor, () => parseMember(cursor, depth + 1));
}

function parseMember(cursor: Cursor, depth: number): MessageMember {
  if (atTypeDeclaration(cursor)) return parseTypeDeclaration(cursor, depth);
  const following = cursor.peek(1);
  const isField = cursor.peek(2).text === '=';
  if (cursor.at('oneof') && following.kind === 'word' && !isField) return parseOneof(cursor, depth);
  if (cursor.at('extend') && !isField) return parseExtend(cursor, depth);
  if (cursor.at('option') && !isFieldOfType(cursor)) return parseOptionStatement(cursor);
  if (cursor.at('reserved') && !isField) return parseRanges(cursor, 'reserved', false);
  if (cursor.at('extensions') && !isField) return parseRanges(cursor, 'extensions', false);
  return parseField(cursor, () => parseMembers(cursor, depth));
}

/** `option name = 1` is a field where the value is a number that nothing but a field has. */
function isFieldOfType(cursor: Cursor): boolean {
  return cursor.peek(1).text === '.';
}

function parseOneof(cursor: Cursor, depth: number): OneofNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('oneof');
  const name = parseName(cursor, 'the name of the oneof');
  const headEnd = cursor.mark() + 1;
  const members = parseBlock(cursor, () =>
    cursor.at('option') && !isFieldOfType(cursor)
      ? parseOptionStatement(cursor)
      : parseField(cursor, () => parseMembers(cursor, depth)),
  );
  const comments = cursor.commentsOf(begin, headEnd);
  return { kind: 'oneof', name, members, comments, start, end: cursor.last().end };
}

/** `extend Message { fields }` */
export function parseExtend(cursor: Cursor, depth: number): ExtendNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('extend');
  const extendee = parseFullName(cursor, 'the message that is extended');
  const headEnd = cursor.mark() + 1;
  const members = parseBlock(cursor, () => parseField(cursor, () => parseMembers(cursor, depth)));
  const comments = cursor.commentsOf(begin, headEnd);
  return { kind: 'extend', extendee, members, comments, start, end: cursor.last().end };
}
