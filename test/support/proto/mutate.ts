import type { Random } from '../seeded.ts';

const JUNK = [
  '\0',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '<',
  ';',
  '"',
  "'",
  '/*',
  '//',
  '.',
  '=',
  '-',
  '\\',
  '\uD800',
  'ü',
  '99999999999999999999',
  '0x',
  '1e999',
  'message',
  'option',
  'map<',
  'oneof x',
  'group G = 1',
  'extend .',
  'reserved 1 to max',
  'features.',
  'stream',
  '(.google.protobuf.)',
];

/** A text with one to three things broken in it. */
export function mutate(text: string, random: Random): string {
  let broken = text;
  for (let count = 1 + random.int(3); count > 0; count--) broken = mutateOnce(broken, random);
  return broken;
}

function mutateOnce(text: string, random: Random): string {
  const start = random.int(text.length + 1);
  const end = Math.min(start + random.int(40), text.length);
  switch (random.int(6)) {
    case 0:
      return text.slice(0, start);
    case 1:
      return text.slice(0, start) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(start);
    case 3:
      return text.slice(0, start) + random.pick(JUNK) + text.slice(start);
    case 4:
      return text.slice(0, start) + random.pick(JUNK) + text.slice(end);
    default:
      return swapWords(text, random);
  }
}

/** Two words of it in each other's place. */
function swapWords(text: string, random: Random): string {
  const words = [...text.matchAll(/\w+/g)];
  if (words.length < 2) return text;
  const [a, b] = [random.pick(words), random.pick(words)].toSorted((x, y) => x.index - y.index);
  if (a === undefined || b === undefined || a.index === b.index) return text;
  const between = text.slice(a.index + a[0].length, b.index);
  return text.slice(0, a.index) + b[0] + between + a[0] + text.slice(b.index + b[0].length);
}
