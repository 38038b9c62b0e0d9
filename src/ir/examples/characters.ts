/** What people expect to see first, then what is rarer; classes of other scripts are searched for. */
const COMMON = [
  ...'abcdefghijklmnopqrstuvwxyz',
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ...'1234567890',
  ...'-_. ,:;!?@#$%&*+=/|~^"\'`()[]{}<>\\',
  ...'\t\n\r',
];

/** How many characters of a class are enough to choose from. */
const ENOUGH = 100;

/** The highest code point of the first plane, and of all. */
const PLANES = [0xffff, 0x10ffff];

/**
 * Some characters that the source of one character, class or escape stands for, with the `u` flag; the
 * commonest first. None where it matches nothing.
 */
export function charactersOf(source: string): readonly string[] {
  if ([...source].length === 1 && source !== '.') return [source];
  const expression = new RegExp(`^${source}$`, 'u');
  const common = COMMON.filter((character) => expression.test(character));
  return common.length > 0 ? common : searched(expression);
}

function searched(expression: RegExp): readonly string[] {
  const found: string[] = [];
  let code = 0;
  for (const last of PLANES) {
    for (; code <= last && found.length < ENOUGH; code += 1) {
      // Halves of surrogate pairs are no characters.
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      if (expression.test(character)) found.push(character);
    }
    if (found.length > 0) break;
  }
  return found;
}
