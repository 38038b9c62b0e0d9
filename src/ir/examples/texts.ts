import { scalarMisfit } from '../scalar-misfit.ts';
import type { Constraints } from '../types.ts';
import { FORMAT_TEXTS, type LengthLimits } from './formats.ts';
import { patternTexts } from './pattern-texts.ts';

/** Longer texts and lists than this are no examples any more. */
export const SIZE_LIMIT = 2000;

/**
 * Up to `count` texts within some constraints.
 *
 * @param name what the text is of, which makes a telling example where nothing else does
 */
export function exampleTexts(
  name: string,
  limits: readonly Constraints[],
  count: number,
): readonly string[] {
  const length = lengthLimits(limits);
  if (length.least > Math.min(length.most, SIZE_LIMIT)) return [];
  const found = new Set<string>();
  for (const candidate of candidates(name, limits, { length, count })) {
    if (scalarMisfit(candidate, 'string', limits) === undefined) found.add(candidate);
    if (found.size >= count) break;
  }
  return [...found];
}

function lengthLimits(limits: readonly Constraints[]): LengthLimits {
  return {
    least: Math.max(0, ...limits.map(({ minLength = 0 }) => minLength)),
    most: Math.min(...limits.map(({ maxLength = Infinity }) => maxLength), Infinity),
  };
}

interface Wanted {
  readonly length: LengthLimits;
  readonly count: number;
}

function* candidates(name: string, limits: readonly Constraints[], { length, count }: Wanted) {
  for (const { format } of limits) {
    yield* FORMAT_TEXTS.get(format ?? '')?.(length, count) ?? [];
  }
  yield fitted(name, length);
  const patterns = limits.flatMap(({ pattern }) => pattern ?? []);
  if (patterns.length === 0) yield* namedTexts(name, length, count);
  for (const pattern of patterns) yield* patternTexts(pattern, length, count);
}

/** A text cut to the longest and filled up to the shortest length, counted in code points. */
function fitted(text: string, { least, most }: LengthLimits): string {
  const points = [...text];
  const missing = Math.max(0, least - points.length);
  return points.slice(0, most).join('') + 'x'.repeat(missing);
}

/** `name2`, `name3` ... where there is room, else numbers in letters and digits. */
function* namedTexts(name: string, length: LengthLimits, count: number) {
  for (let index = 2; index <= count + 1; index += 1) {
    const end = String(index);
    if (end.length < length.most) {
      const room = { least: length.least - end.length, most: length.most - end.length };
      yield fitted(name, room) + end;
    }
  }
  const width = Math.min(length.most, 4);
  for (let index = 0; index < count; index += 1) {
    const text = (index + 10).toString(36);
    if (text.length <= width) yield fitted(text, length);
  }
  yield '';
}
