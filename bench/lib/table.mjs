/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows cells as text; the first column is left-aligned
 * @returns {string} the table, two spaces between columns
 */
export function table(head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column].length)),
  );
  const line = (row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join(
    '\n',
  );
}

/**
 * @typedef {object} Verdict one figure next to its limit
 * @property {string} what
 * @property {number} value
 * @property {number} limit the most it may be
 * @property {'x' | '%' | 'MiB'} unit
 * @property {boolean} pass
 */

/**
 * @param {string} what
 * @param {number} value
 * @param {number} limit
 * @param {'x' | '%' | 'MiB'} [unit]
 * @returns {Verdict}
 */
export function verdict(what, value, limit, unit = 'x') {
  return { what, value, limit, unit, pass: value <= limit };
}

/** @param {readonly Verdict[]} verdicts */
export function verdictTable(verdicts) {
  return table(
    ['figure', 'measured', 'limit', ''],
    verdicts.map(({ what, value, limit, unit, pass }) => [
      what,
      amount(value, unit),
      `<= ${limit} ${unit}`,
      pass ? 'pass' : 'FAIL',
    ]),
  );
}

function amount(value, unit) {
  return `${value.toFixed(unit === 'x' ? 2 : 1)} ${unit}`;
}
