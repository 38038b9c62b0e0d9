import type { Cursor } from './cursor.ts';
import { parseInlineOptions } from './parse-option.ts';
import { parseFullName, parseInteger, parseName } from './parse-words.ts';
import type { FieldNode, MessageMember, MessageNode, NameNode, TypeNode } from './syntax.ts';

/** How the members of a message are read: a group holds them as well. */
export type ParseMembers = () => readonly MessageMember[];

const LABELS = /^(optional|required|repeated)$/;

/** A field, a map or a group. Which labels are allowed where is not the grammar's business here. */
export function parseField(cursor: Cursor, parseMembers: ParseMembers): FieldNode {
  const begin = cursor.mark();
  const { start } = cursor.peek();
  const label = parseLabel(cursor);
  if (cursor.at('group') && cursor.peek(1).kind === 'word' && cursor.peek(2).text === '=') {
    return parseGroup(cursor, { begin, start, label, parseMembers });
  }
  const type = parseType(cursor);
  const name = parseName(cursor, 'the name of the field');
  cursor.expect('=');
  const number = parseInteger(cursor, 'the number of the field');
  const options = parseInlineOptions(cursor);
  const { end } = cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return { kind: 'field', ...labelled(label), type, name, number, options, comments, start, end };
}

function labelled(label: NameNode | undefined): { readonly label?: NameNode } {
  return label === undefined ? {} : { label };
}

/** A label is one where a type follows: `optional optional = 1` is a field of that name and type. */
function parseLabel(cursor: Cursor): NameNode | undefined {
  const { text, kind } = cursor.peek();
  const isType = cursor.peek(1).text === '.' || cursor.peek(2).text === '=';
  if (kind !== 'word' || !LABELS.test(text)) return undefined;
  if (isType && !(cursor.peek(1).text === '.' && cursor.peek(1).start > cursor.peek().end))
    return undefined;
  return parseName(cursor, 'a label');
}

function parseType(cursor: Cursor): TypeNode {
  const { start } = cursor.peek();
  if (!cursor.at('map') || cursor.peek(1).text !== '<') {
    return { kind: 'named', ...parseFullName(cursor, 'the type of a field') };
  }
  cursor.expect('map');
  cursor.expect('<');
  const key = parseFullName(cursor, 'the type of the keys');
  cursor.expect(',');
  const value = parseFullName(cursor, 'the type of the values');
  return { kind: 'map', key, value, start, end: cursor.expect('>').end };
}

interface GroupHead {
  readonly begin: number;
  readonly start: number;
  readonly label: NameNode | undefined;
  readonly parseMembers: ParseMembers;
}

/** A group declares a message and a field of that type, whose name is the message's in lower case. */
function parseGroup(cursor: Cursor, { begin, start, label, parseMembers }: GroupHead): FieldNode {
  const word = cursor.expect('group');
  const name = parseName(cursor, 'the name of the group');
  cursor.expect('=');
  const number = parseInteger(cursor, 'the number of the group');
  const options = parseInlineOptions(cursor);
  const headEnd = cursor.mark() + 1;
  const members = parseMembers();
  const { end } = cursor.last();
  const comments = cursor.commentsOf(begin, headEnd);
  const message: MessageNode = { kind: 'message', name, members, comments, start, end };
  const type: TypeNode = { kind: 'group', message, start: word.start, end: word.end };
  const lower = { ...name, text: name.text.toLowerCase() };
  const field = { name: lower, number, options, comments, start, end };
  return { kind: 'field', ...labelled(label), type, ...field };
}
