import { isTagName } from './doc-tags.ts';

/** A tag of a doc comment. Offsets are into the file, so that a fault in a value has a place. */
export interface DocTag {
  readonly name: string;
  /** Without the comment's stars, lines separated by LF, trimmed. */
  readonly value: string;
  /** Of `@name`. */
  readonly start: number;
  readonly end: number;
  /** Of the first line of the value; equal to each other where there is none. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** What a doc comment says: its description and its tags, in order. */
export interface DocComment {
  readonly text: string;
  readonly tags: readonly DocTag[];
}

export const NO_COMMENT: DocComment = { text: '', tags: [] };

interface Line {
  readonly text: string;
  /** The offset of the text in the file. */
  readonly start: number;
}

interface Section {
  readonly tag?: { readonly name: string; readonly start: number; readonly end: number };
  readonly lines: Line[];
}

/**
 * Reads a comment from its opening to behind its end. A tag begins a line; one of ours may also follow on the
 * same line, as in `@minimum 1 @maximum 5`, unless it stands in quotes. What is between code fences is text.
 */
export function parseDocComment(source: string, start: number, end: number): DocComment {
  const sections: [Section, ...Section[]] = [{ lines: [] }];
  let current = sections[0];
  let fenced = false;
  for (const line of commentLines(source, start + 3, end - 2)) {
    const wasFenced = fenced;
    if (/^\s*```/.test(line.text)) fenced = !fenced;
    const cuts = wasFenced || fenced ? [] : tagOffsets(line.text, current.tag?.name);
    current.lines.push(slice(line, 0, cuts[0] ?? line.text.length));
    for (const [index, cut] of cuts.entries()) {
      current = openSection(slice(line, cut, cuts[index + 1] ?? line.text.length));
      sections.push(current);
    }
  }
  const [description, ...tagged] = sections;
  return { text: blockText(description.lines), tags: tagged.flatMap(tagOf) };
}

/** The lines of a comment's inside, without the stars that only decorate it. */
function commentLines(source: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  let at = start;
  for (const raw of source.slice(start, end).split(/\r\n|\n|\r/)) {
    const star = lines.length === 0 ? /^ ?/.exec(raw) : /^\s*\*? ?/.exec(raw);
    const skipped = star?.[0].length ?? 0;
    lines.push({ text: raw.slice(skipped), start: at + skipped });
    at += raw.length + (source.startsWith('\r\n', at + raw.length) ? 2 : 1);
  }
  return lines;
}

/** Where tags begin in a line. */
function tagOffsets(text: string, within: string | undefined): number[] {
  const offsets: number[] = [];
  let inside = within;
  for (const match of text.matchAll(/(^|\s)@([A-Za-z][\w-]*)/g)) {
    const name = match[2] ?? '';
    const offset = match.index + (match[1] ?? '').length;
    const first = text.slice(0, offset).trim() === '';
    if (!first && !(isTagName(name) && !isQuoted(text.slice(0, offset), inside))) continue;
    offsets.push(offset);
    inside = name;
  }
  return offsets;
}

/** Whether a place is within a text of JSON, or within code, judged by what stands before it on the line. */
function isQuoted(before: string, within: string | undefined): boolean {
  const isJson = within === 'example' || within === 'default';
  return before.split('`').length % 2 === 0 || (isJson && before.split('"').length % 2 === 0);
}

function slice(line: Line, from: number, to: number): Line {
  return { text: line.text.slice(from, to), start: line.start + from };
}

function openSection(line: Line): Section {
  const length = /^@[A-Za-z][\w-]*/.exec(line.text)?.[0].length ?? 0;
  return {
    tag: { name: line.text.slice(1, length), start: line.start, end: line.start + length },
    lines: [slice(line, length, line.text.length)],
  };
}

function tagOf({ tag, lines }: Section): DocTag[] {
  if (tag === undefined) return [];
  const first = lines.find((line) => line.text.trim() !== '');
  const lead = first === undefined ? 0 : first.text.length - first.text.trimStart().length;
  const valueStart = first === undefined ? tag.end : first.start + lead;
  return [
    {
      ...tag,
      value: blockText(lines),
      valueStart,
      valueEnd: valueStart + (first?.text.trim().length ?? 0),
    },
  ];
}

function blockText(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .trim();
}
