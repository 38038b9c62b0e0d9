import type { Comment, Range, Token, TokenKind } from './tokens.ts';

/** Takes note of a fault in the text. */
export type TokenFault = (reason: string, help: string, range: Range) => void;

/** What lexing goes through: the text, and where it is. */
interface Reading {
  readonly text: string;
  readonly fault: TokenFault;
  offset: number;
  line: number;
  comments: Comment[];
}

const SPACE = /[ \t\r\v\f]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d*)?/y;
const SYMBOL = /[!-/:-@[-`{-~]/;

/**
 * Text to tokens, the last of which is the end. What is no token is reported and left out, so that the parser
 * says what else is wrong.
 * Source: https://protobuf.dev/reference/protobuf/edition-2024-spec/#lexical_elements
 */
export function lex(text: string, fault: TokenFault): readonly Token[] {
  const reading: Reading = {
    text,
    fault,
    offset: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    line: 0,
    comments: [],
  };
  const tokens: Token[] = [];
  for (;;) {
    const next = nextToken(reading);
    if (next === undefined) continue;
    tokens.push(next);
    if (next.kind === 'end') return tokens;
  }
}

/** `undefined` where nothing but space, a comment or a fault was passed. */
function nextToken(reading: Reading): Token | undefined {
  const { text, offset } = reading;
  if (offset >= text.length) return token(reading, 'end', offset);
  const character = text[offset] ?? '';
  if (character === '\n') {
    reading.offset += 1;
    reading.line += 1;
    return undefined;
  }
  const space = match(SPACE, reading);
  if (space !== undefined) {
    reading.offset += space.length;
    return undefined;
  }
  if (character === '/' && passComment(reading)) return undefined;
  const word = match(WORD, reading);
  if (word !== undefined) return token(reading, 'word', offset + word.length);
  const number = match(NUMBER, reading);
  if (number !== undefined) return numberToken(reading, number);
  if (character === '"' || character === "'") return textToken(reading, character);
  if (SYMBOL.test(character)) return token(reading, 'symbol', offset + 1);
  return refuseCharacter(reading);
}

function match(pattern: RegExp, { text, offset }: Reading): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}

function token(reading: Reading, kind: TokenKind, end: number): Token {
  const { text, offset: start, line, comments } = reading;
  reading.offset = end;
  reading.comments = [];
  return { kind, text: text.slice(start, end), start, end, line, endLine: line, comments };
}

function refuseCharacter(reading: Reading): undefined {
  const { text, offset } = reading;
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  reading.offset += character.length;
  reading.fault(
    `${/\p{C}/u.test(character) ? 'a control character' : `\`${character}\``} belongs in no .proto outside of comments and quoted text`,
    'Names are made of the letters A to Z, digits and underscores. Delete it.',
    { start: offset, end: reading.offset },
  );
  return undefined;
}

function numberToken(reading: Reading, number: string): Token {
  const start = reading.offset;
  const isHex = /^0x/i.test(number);
  const isFloat = !isHex && /[.eE]/.test(number);
  const made = token(reading, isFloat ? 'float' : 'integer', start + number.length);
  const after = match(/[A-Za-z0-9_.]+/y, reading) ?? '';
  const reason = numberFault(number, after, isFloat);
  if (reason !== undefined) {
    reading.fault(reason, 'Write `42`, `0x2A`, `052` or `4.2e1`.', {
      start,
      end: made.end + after.length,
    });
    reading.offset += after.length;
  }
  return made;
}

function numberFault(number: string, after: string, isFloat: boolean): string | undefined {
  if (/^0x$/i.test(number)) return 'there are no digits after `0x`';
  if (/[eE][+-]?$/.test(number) && isFloat) return 'there are no digits after the exponent';
  if (!isFloat && /^0\d*[89]/.test(number))
    return 'a number with a leading zero is octal, without 8 and 9';
  if (isFloat && /^0\d/.test(number))
    return 'a number with a leading zero is octal, and has no fraction';
  if (after.startsWith('.')) return 'this number has a second point';
  return after === '' ? undefined : `there is no space between the number and \`${after}\``;
}

/** A quoted text ends in its line, whatever stands in it. Its escapes are read later. */
function textToken(reading: Reading, quote: string): Token {
  const { text, offset: start } = reading;
  let end = start + 1;
  while (end < text.length && text[end] !== quote && text[end] !== '\n') {
    end += text[end] === '\\' && text[end + 1] !== '\n' ? 2 : 1;
  }
  if (end >= text.length || text[end] === '\n') {
    end = Math.min(end, text.length);
    const range = { start, end };
    reading.fault('this quoted text does not end in its line', `Add a ${quote} at its end.`, range);
    return { ...token(reading, 'text', end), text: text.slice(start, end).trimEnd() + quote };
  }
  return token(reading, 'text', end + 1);
}

/** Whether there was a comment to pass. */
function passComment(reading: Reading): boolean {
  const { text, offset } = reading;
  if (text.startsWith('//', offset)) passLineComment(reading);
  else if (text.startsWith('/*', offset)) passBlockComment(reading);
  else return false;
  return true;
}

function passLineComment(reading: Reading): void {
  const { text, offset, line } = reading;
  const found = text.indexOf('\n', offset);
  const end = found < 0 ? text.length : found;
  const said = text.slice(offset + 2, end);
  reading.comments.push({ text: `${said}\n`, isBlock: false, line, endLine: line });
  reading.offset = end;
}

function passBlockComment(reading: Reading): void {
  const { text, offset, line } = reading;
  const found = text.indexOf('*/', offset + 2);
  const end = found < 0 ? text.length : found;
  if (found < 0) {
    reading.fault('this comment does not end', 'Add `*/` at its end.', {
      start: offset,
      end: offset + 2,
    });
  }
  const said = text.slice(offset + 2, end);
  const inner = said.indexOf('/*');
  if (found >= 0 && inner >= 0) {
    const start = offset + 2 + inner;
    reading.fault('there is a `/*` in this comment, and comments do not nest', 'Delete it.', {
      start,
      end: start + 2,
    });
  }
  const lines = said.split('\n');
  reading.line += lines.length - 1;
  const plain = lines.map((one, index) =>
    index === 0 ? one : one.replace(/^[ \t\r\v\f]*\*?/, ''),
  );
  reading.comments.push({ text: plain.join('\n'), isBlock: true, line, endLine: reading.line });
  reading.offset = Math.min(end + 2, text.length);
}
