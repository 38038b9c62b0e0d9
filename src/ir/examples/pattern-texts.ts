import type { LengthLimits } from './formats.ts';
import { type PatternNode, parsePattern } from './pattern-tree.ts';

/** How many texts are made for each one that is wanted, and at the least. */
const TRIES = 60;

/** A text that is built gets no longer than this. */
const MAX_LENGTH = 4000;

/**
 * Texts that a pattern probably matches, the shortest and plainest first, about as long as wanted. What the
 * pattern only asserts is not looked at: each text has to be tried.
 */
export function* patternTexts(
  pattern: string,
  length: LengthLimits,
  count: number,
): Generator<string> {
  const tree = parsePattern(pattern);
  for (let turn = 0; turn < TRIES + count * 10; turn += 1) {
    for (const asserted of ['skip', 'overlay', 'write'] as const) {
      const { text, around } = write(tree, { turn, asserted, least: length.least });
      yield text;
      const missing = Math.max(0, length.least - [...text].length);
      if (missing > 0) yield* [text + 'x'.repeat(missing), 'x'.repeat(missing) + text];
      if (around === 0) break;
    }
  }
}

/** What is done with what must be around (`(?=.*\d)`): nothing, written over what follows, or before it. */
type Asserted = 'skip' | 'overlay' | 'write';

interface Plan {
  /** 0 takes the first of every choice and nothing that is optional; others vary. */
  readonly turn: number;
  readonly asserted: Asserted;
  readonly least: number;
}

interface Writer extends Plan {
  text: string;
  /** How many characters are missing; repetitions make up for it. */
  missing: number;
  draws: number;
  /** How many lookarounds there were. */
  around: number;
  /** What is to be written over the text, and from where. */
  readonly overlays: { readonly at: number; readonly text: string }[];
  readonly groups: Map<string, string>;
}

function write(tree: PatternNode, plan: Plan): Pick<Writer, 'text' | 'around'> {
  const shortest = writeOnce(tree, plan, 0);
  const missing = plan.least - [...shortest.text].length;
  return missing > 0 ? writeOnce(tree, plan, missing) : shortest;
}

function writeOnce(
  tree: PatternNode,
  plan: Plan,
  missing: number,
): Pick<Writer, 'text' | 'around'> {
  const state = { text: '', missing, draws: 0, around: 0, overlays: [], groups: new Map() };
  const writer: Writer = { ...plan, ...state };
  writeNode(tree, writer);
  let text = writer.text;
  let end = 0;
  for (const overlay of writer.overlays) {
    const at = Math.max(overlay.at, end);
    end = at + overlay.text.length;
    text = text.slice(0, at) + overlay.text + text.slice(end);
  }
  return { text, around: writer.around };
}

/** A number from 0 below a limit: always 0 on the first turn, else drawn, the same on every run. */
function draw(writer: Writer, limit: number): number {
  if (writer.turn === 0 || limit < 2) return 0;
  writer.draws += 1;
  const mixed = Math.imul(writer.turn * 7919 + writer.draws * 104_729, 0x9e3779b1) >>> 8;
  return mixed % limit;
}

function writeNode(node: PatternNode, writer: Writer): void {
  if (writer.text.length > MAX_LENGTH) return;
  switch (node.kind) {
    case 'character':
      writer.text += node.characters[draw(writer, node.characters.length)] ?? '';
      return;
    case 'sequence':
      for (const item of node.items) writeNode(item, writer);
      return;
    case 'choice': {
      const option = node.options[draw(writer, node.options.length)];
      if (option !== undefined) writeNode(option, writer);
      return;
    }
    case 'repeat':
      return writeRepeat(node, writer);
    case 'group': {
      const start = writer.text.length;
      writeNode(node.of, writer);
      for (const name of node.names) writer.groups.set(name, writer.text.slice(start));
      return;
    }
    case 'reference':
      writer.text += writer.groups.get(node.name) ?? '';
      return;
    case 'around':
      return writeAround(node.of, writer);
    case 'assertion':
  }
}

function writeRepeat(
  { of, least, most }: PatternNode & { readonly kind: 'repeat' },
  writer: Writer,
): void {
  const drawn = least + draw(writer, Math.min(most - least, 3) + 1);
  for (let times = 0; times < most && writer.text.length <= MAX_LENGTH; times += 1) {
    if (times >= drawn && writer.missing <= 0) return;
    const before = writer.text.length;
    writeNode(of, writer);
    const length = Array.from(writer.text.slice(before)).length;
    if (length === 0 && times >= least) return;
    if (times >= least) writer.missing -= length;
  }
}

function writeAround(node: PatternNode, writer: Writer): void {
  writer.around += 1;
  if (writer.asserted === 'skip') return;
  const inner: Writer = { ...writer, text: '', missing: 0, overlays: [] };
  writeNode(node, inner);
  if (writer.asserted === 'write') writer.text += inner.text;
  else writer.overlays.push({ at: writer.text.length, text: inner.text });
}
