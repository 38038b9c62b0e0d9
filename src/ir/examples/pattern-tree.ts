import { charactersOf } from './characters.ts';

/** A regular expression, as far as making a text that it matches needs it. */
export type PatternNode =
  /** One of some characters: a literal, or what a class or an escape stands for. */
  | { readonly kind: 'character'; readonly characters: readonly string[] }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly of: PatternNode;
      readonly least: number;
      readonly most: number;
    }
  /** A capturing group, by its number and its name. */
  | { readonly kind: 'group'; readonly names: readonly string[]; readonly of: PatternNode }
  | { readonly kind: 'reference'; readonly name: string }
  /** What must follow, or stand before, without being part of the match. */
  | { readonly kind: 'around'; readonly of: PatternNode }
  /** Asserts something that a text is only tried against: `^`, `\b`, what must not follow. */
  | { readonly kind: 'assertion' };

/** Reads a pattern that is known to be valid with the `u` flag (ECMA-262, section 22.2.1). */
export function parsePattern(pattern: string): PatternNode {
  return parseChoice({ text: pattern, at: 0, groups: 0 });
}

interface Reader {
  readonly text: string;
  at: number;
  /** How many capturing groups have begun. */
  groups: number;
}

/** Takes what a sticky expression matches here; `undefined` where it does not. */
function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  const sticky = new RegExp(expression, 'uy');
  sticky.lastIndex = reader.at;
  const match = sticky.exec(reader.text) ?? undefined;
  if (match !== undefined) reader.at += match[0].length;
  return match;
}

function parseChoice(reader: Reader): PatternNode {
  const options = [parseSequence(reader)];
  while (take(reader, /\|/) !== undefined) options.push(parseSequence(reader));
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
}

function parseSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text.charAt(reader.at))) {
    items.push(parseRepeat(reader, parseAtom(reader)));
  }
  return { kind: 'sequence', items };
}

function parseRepeat(reader: Reader, of: PatternNode): PatternNode {
  const found = take(reader, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/);
  if (found === undefined) return of;
  const [, sign, from = '0', comma, to] = found;
  if (sign !== undefined) {
    return { kind: 'repeat', of, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  }
  const least = Number(from);
  const most = comma === undefined ? least : to === '' ? Infinity : Number(to);
  return { kind: 'repeat', of, least, most };
}

function parseAtom(reader: Reader): PatternNode {
  if (take(reader, /[\^$]|\\[bB]/) !== undefined) return { kind: 'assertion' };
  const group = take(reader, /\((?:\?(?:(<?[=!])|<([^>]+)>|[a-z-]*:))?/);
  if (group !== undefined) return parseGroup(reader, group);
  const back = take(reader, /\\(?:([1-9]\d*)|k<([^>]+)>)/);
  if (back !== undefined) return { kind: 'reference', name: back[1] ?? back[2] ?? '' };
  return { kind: 'character', characters: charactersOf(takeCharacter(reader)) };
}

function parseGroup(reader: Reader, [text, look, name]: RegExpExecArray): PatternNode {
  const isCapture = text === '(' || name !== undefined;
  if (isCapture) reader.groups += 1;
  const names = [String(reader.groups), ...(name === undefined ? [] : [name])];
  const of = parseChoice(reader);
  take(reader, /\)/);
  if (look === '=' || look === '<=') return { kind: 'around', of };
  if (look !== undefined) return { kind: 'assertion' };
  return isCapture ? { kind: 'group', names, of } : of;
}

const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/;
const ESCAPE =
  /\\(?:u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u.{4}|x..|c.|[pP]\{[^}]*\}|[\s\S])/;

/** The source of one character or class. */
function takeCharacter(reader: Reader): string {
  const found = take(reader, CLASS) ?? take(reader, ESCAPE) ?? take(reader, /[\s\S]/);
  return found?.[0] ?? '';
}
