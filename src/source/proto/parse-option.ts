import type { Cursor } from './cursor.ts';
import { readFloat, readInteger } from './literals.ts';
import { parseFullName, parseName, parseText } from './parse-words.ts';
import type { OptionNode, OptionPart, ValueField, ValueNode } from './syntax.ts';

/** How deep messages and lists in the value of an option may nest. */
const MAX_DEPTH = 100;

const NO_COMMENTS = { detached: [] };

/** `option name = value;` */
export function parseOptionStatement(cursor: Cursor): OptionNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('option');
  const name = parseOptionName(cursor);
  cursor.expect('=');
  const value = parseOptionValue(cursor);
  cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return { kind: 'option', name, value, comments, start, end: cursor.last().end };
}

/** `[name = value, name = value]`, or nothing. */
export function parseInlineOptions(cursor: Cursor): readonly OptionNode[] {
  const options: OptionNode[] = [];
  if (!cursor.take('[')) return options;
  do {
    const { start } = cursor.peek();
    const name = parseOptionName(cursor);
    cursor.expect('=');
    const value = parseOptionValue(cursor);
    const { end } = cursor.last();
    options.push({ kind: 'option', name, value, comments: NO_COMMENTS, start, end });
  } while (cursor.take(','));
  if (!cursor.take(']')) cursor.fail('`,` or `]`');
  return options;
}

/** `a.(b.c).d` */
function parseOptionName(cursor: Cursor): readonly OptionPart[] {
  const parts: OptionPart[] = [];
  do parts.push(parseOptionPart(cursor));
  while (cursor.take('.'));
  return parts;
}

function parseOptionPart(cursor: Cursor): OptionPart {
  const { start } = cursor.peek();
  if (!cursor.take('('))
    return { ...parseName(cursor, 'the name of an option'), isExtension: false };
  const { text } = parseFullName(cursor, 'the name of a custom option');
  return { text, isExtension: true, start, end: cursor.expect(')').end };
}

function parseOptionValue(cursor: Cursor): ValueNode {
  if (cursor.at('{')) return parseMessageValue(cursor, 1);
  return parseScalarValue(cursor, 'the value of the option');
}

function parseScalarValue(cursor: Cursor, wanted: string): ValueNode {
  const { start, kind } = cursor.peek();
  if (kind === 'text') return { kind: 'text', ...parseText(cursor, wanted) };
  const isNegative = cursor.take('-');
  const token = cursor.peek();
  const range = { start, end: token.end };
  switch (token.kind) {
    case 'integer': {
      const { text } = cursor.next();
      const value = isNegative ? -readInteger(text) : readInteger(text);
      return { kind: 'integer', value, isNegative, isDecimal: !/^0./.test(text), ...range };
    }
    case 'float': {
      const value = readFloat(cursor.next().text);
      return { kind: 'float', value: isNegative ? -value : value, ...range };
    }
    case 'word':
      return { kind: 'word', text: cursor.next().text, isNegative, ...range };
    default:
      return cursor.fail(wanted);
  }
}

/**
 * A message in text format, between `{}` or `<>`.
 * Source: https://protobuf.dev/reference/protobuf/textformat-spec/
 */
function parseMessageValue(cursor: Cursor, depth: number): ValueNode {
  if (depth > MAX_DEPTH) cursor.tooDeep('values of options', MAX_DEPTH);
  const { start, text } = cursor.next();
  const close = text === '<' ? '>' : '}';
  const fields: ValueField[] = [];
  while (!cursor.at(close)) {
    if (cursor.peek().kind === 'end') cursor.fail(`\`${close}\``);
    fields.push(parseValueField(cursor, depth));
    if (!cursor.take(',')) cursor.take(';');
  }
  return { kind: 'message', fields, start, end: cursor.next().end };
}

function parseValueField(cursor: Cursor, depth: number): ValueField {
  const { start } = cursor.peek();
  const name = parseValueFieldName(cursor);
  const hasColon = cursor.take(':');
  const opensMessage = cursor.at('{') || cursor.at('<');
  if (!hasColon && !opensMessage && !cursor.at('[')) cursor.fail('`:`');
  const value = parseFieldValue(cursor, depth + 1);
  return { name, value, start, end: value.end };
}

function parseValueFieldName(cursor: Cursor): OptionPart {
  const { start } = cursor.peek();
  if (!cursor.take('[')) return { ...parseName(cursor, 'the name of a field'), isExtension: false };
  let text = parseFullName(cursor, 'the name of an extension').text;
  while (cursor.take('/')) text += `/${parseFullName(cursor, 'the name of a type').text}`;
  return { text, isExtension: true, start, end: cursor.expect(']').end };
}

function parseFieldValue(cursor: Cursor, depth: number): ValueNode {
  if (cursor.at('{') || cursor.at('<')) return parseMessageValue(cursor, depth);
  if (cursor.at('[')) return parseList(cursor, depth);
  return parseScalarValue(cursor, 'a value');
}

function parseList(cursor: Cursor, depth: number): ValueNode {
  if (depth > MAX_DEPTH) cursor.tooDeep('values of options', MAX_DEPTH);
  const { start } = cursor.expect('[');
  const items: ValueNode[] = [];
  if (!cursor.at(']')) {
    do items.push(parseFieldValue(cursor, depth + 1));
    while (cursor.take(','));
  }
  if (!cursor.at(']')) cursor.fail('`,` or `]`');
  return { kind: 'list', items, start, end: cursor.next().end };
}
