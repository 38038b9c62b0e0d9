import type { Cursor } from './cursor.ts';
import { readFloat, readInteger } from './literals.ts';
import { parseFullName, parseName, parseText } from './parse-words.ts';
import type { OptionNode, OptionPart, ValueField, ValueNode } from './syntax.ts';

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
  if (cursor.at('{')) return parseMessageValue(cursor);
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
      const value = readInteger(cursor.next().text);
      return { kind: 'integer', value: isNegative ? -value : value, isNegative, ...range };
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
function parseMessageValue(cursor: Cursor): ValueNode {
  const { start, text } = cursor.next();
  const close = text === '<' ? '>' : '}';
  const fields: ValueField[] = [];
  while (!cursor.at(close)) {
    if (cursor.peek().kind === 'end') cursor.fail(`\`${close}\``);
    fields.push(parseValueField(cursor));
    if (!cursor.take(',')) cursor.take(';');
  }
  return { kind: 'message', fields, start, end: cursor.next().end };
}

function parseValueField(cursor: Cursor): ValueField {
  const { start } = cursor.peek();
  const name = parseValueFieldName(cursor);
  const hasColon = cursor.take(':');
  const opensMessage = cursor.at('{') || cursor.at('<');
  if (!hasColon && !opensMessage && !cursor.at('[')) cursor.fail('`:`');
  const value = parseFieldValue(cursor);
  return { name, value, start, end: value.end };
}

function parseValueFieldName(cursor: Cursor): OptionPart {
  const { start } = cursor.peek();
  if (!cursor.take('[')) return { ...parseName(cursor, 'the name of a field'), isExtension: false };
  let text = parseFullName(cursor, 'the name of an extension').text;
  while (cursor.take('/')) text += `/${parseFullName(cursor, 'the name of a type').text}`;
  return { text, isExtension: true, start, end: cursor.expect(']').end };
}

function parseFieldValue(cursor: Cursor): ValueNode {
  if (cursor.at('{') || cursor.at('<')) return parseMessageValue(cursor);
  if (cursor.at('[')) return parseList(cursor);
  return parseScalarValue(cursor, 'a value');
}

function parseList(cursor: Cursor): ValueNode {
  const { start } = cursor.expect('[');
  const items: ValueNode[] = [];
  if (!cursor.at(']')) {
    do items.push(parseFieldValue(cursor));
    while (cursor.take(','));
  }
  if (!cursor.at(']')) cursor.fail('`,` or `]`');
  return { kind: 'list', items, start, end: cursor.next().end };
}
