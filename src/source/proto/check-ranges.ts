import { MAX_INT32 } from './build-enum.ts';
import { MAX_NUMBER, MAX_SET_NUMBER } from './build-message.ts';
import type { EnumDescriptor, MessageDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';
import { readOption } from './option-value.ts';
import type { RangesNode } from './syntax.ts';
import type { Range } from './tokens.ts';

/** A range as written, both ends included. */
interface Written extends Range {
  readonly first: number;
  readonly last: number;
  readonly kind: RangesNode['kind'];
}

/** What is wrong with `reserved` and `extensions` by themselves. */
export function checkRanges(of: MessageDescriptor | EnumDescriptor, making: Making): void {
  const nodes = making.ranges.get(of) ?? [];
  const [least, most] = of.kind === 'enum' ? [-MAX_INT32 - 1, MAX_INT32] : [1, maxNumber(of)];
  const written = nodes.flatMap((node) => rangesOf(node, most));
  const overlaps = overlapFaults(written);
  for (const range of written) {
    const last = range.kind === 'reserved' && of.kind === 'message' ? MAX_NUMBER : most;
    const reason = boundsFault(range, least, last) ?? overlaps.get(range);
    if (reason !== undefined)
      making.report('proto-bad-range', { reason }, making.unit.spanOf(range));
  }
  checkReservedNames(nodes, of, making);
}

/** Messages in the old format of sets have more room for extensions. */
export function maxNumber({ options }: MessageDescriptor): number {
  return readOption(options, 'message_set_wire_format')?.value === true
    ? MAX_SET_NUMBER
    : MAX_NUMBER;
}

function rangesOf({ ranges, kind }: RangesNode, most: number): readonly Written[] {
  return ranges.map(({ first, last, start, end }) => ({
    first: Number(first.value),
    last: last === 'max' ? most : Number(last.value),
    kind,
    start,
    end,
  }));
}

function boundsFault({ first, last }: Written, least: number, most: number): string | undefined {
  if (first > last) return `the range ${String(first)} to ${String(last)} ends before it begins`;
  if (first < least) return `${String(first)} is less than ${String(least)}`;
  return last > most ? `${String(last)} is more than ${String(most)}` : undefined;
}

/** What overlaps something before it in the text, by looking at the ranges in the order of their numbers. */
function overlapFaults(written: readonly Written[]): ReadonlyMap<Written, string> {
  const faults = new Map<Written, string>();
  let widest: Written | undefined;
  for (const range of written.toSorted((a, b) => a.first - b.first || a.start - b.start)) {
    if (widest !== undefined && range.first <= widest.last) {
      const [before, after] = widest.start < range.start ? [widest, range] : [range, widest];
      faults.set(after, `${shown(after)} overlaps ${shown(before)}`);
    }
    if (widest === undefined || range.last > widest.last) widest = range;
  }
  return faults;
}

function shown({ kind, first, last }: Written): string {
  return `${kind} ${numbers(first, last)}`;
}

function numbers(first: number, last: number): string {
  return first === last ? String(first) : `${String(first)} to ${String(last)}`;
}

function checkReservedNames(
  nodes: readonly RangesNode[],
  { file }: MessageDescriptor | EnumDescriptor,
  { report, unit }: Making,
): void {
  const isEdition = !file.edition.startsWith('proto');
  const seen = new Set<string>();
  for (const name of nodes.flatMap(({ names }) => names)) {
    const span = unit.spanOf(name);
    const isQuoted = /^["']/.test(unit.text.slice(name.start, name.start + 1));
    if (seen.has(name.text)) {
      report('proto-bad-range', { reason: `the name ${name.text} is reserved twice` }, span);
    }
    if (isQuoted === isEdition) {
      const wanted = isEdition ? 'a name without quotes' : 'a name in quotes';
      const help =
        'Reserved names stand in quotes in proto2 and proto3, and without them in editions.';
      report('proto-syntax', { wanted, found: unit.text.slice(name.start, name.end), help }, span);
    }
    seen.add(name.text);
  }
}
