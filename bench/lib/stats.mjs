/**
 * @param {readonly number[]} values at least one
 * @returns {number} the middle value, or the mean of the middle two
 */
export function median(values) {
  if (values.length === 0) throw new RangeError('the median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Pairs what was measured in the same round, so that a slow moment of the machine meets both sides.
 *
 * @param {readonly number[]} values one per round
 * @param {readonly number[]} bases one per round, in the same order
 * @returns {{ median: number, min: number, max: number }} of the ratios per round
 */
export function ratioOf(values, bases) {
  const ratios = values.map((value, round) => value / bases[round]);
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {number} turn
 * @returns {T[]} the same items, starting with another one each turn
 */
export function rotated(items, turn) {
  const first = turn % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
