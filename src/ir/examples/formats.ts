/** Makes texts of a format: the natural ones first, then any that a length asks for. */
export type FormatTexts = (length: LengthLimits, count: number) => Iterable<string>;

/** How long a text may be, in characters as JSON Schema counts them; both ends are allowed. */
export interface LengthLimits {
  readonly least: number;
  readonly most: number;
}

/** A format whose texts have one shape: the text of each number from 0. */
function fixed(textOf: (index: number) => string): FormatTexts {
  return function* (_, count) {
    for (let index = 0; index < count; index += 1) yield textOf(index);
  };
}

/**
 * A format whose texts can have nearly any length.
 * @param textOf the text of a number from 0, with as many characters more as `fill` has
 * @param short texts of few characters
 */
function flexible(
  textOf: (index: number, fill: string) => string,
  short: (letter: string) => string,
): FormatTexts {
  return function* ({ least }, count) {
    for (let index = 0; index < count; index += 1) {
      const natural = textOf(index, '');
      yield natural;
      yield textOf(index, 'x'.repeat(Math.max(0, least - natural.length)));
    }
    for (const letter of LETTERS) yield short(letter);
  };
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** 0, 1 ... as nothing, 2, 3 ...: the first of its kind has no number. */
function numbered(index: number): string {
  return index === 0 ? '' : String(index + 1);
}

function instant(index: number): string {
  return new Date(Date.UTC(2026, 0, 31, 12) + index * 1000).toISOString();
}

function day(index: number): string {
  return new Date(Date.UTC(2026, 0, 31) + index * 86_400_000).toISOString().slice(0, 10);
}

function hex(index: number, digits: number): string {
  return index.toString(16).padStart(digits, '0');
}

/** A host name of labels that are not longer than DNS allows (RFC 1035, section 2.3.4). */
function host(index: number, fill: string): string {
  const labels = fill.match(/.{1,60}/g) ?? [];
  return [
    ...labels.map((label) => label.slice(0, -1) || 'x'),
    `example${numbered(index)}.com`,
  ].join('.');
}

const email = flexible(
  (index, fill) => `ada${numbered(index)}${fill}@example.com`,
  (letter) => `${letter}@b.co`,
);
const hostname = flexible(host, (letter) => letter);
const uri = flexible(
  (index, fill) => `https://example.com/${numbered(index)}${fill}`,
  (letter) => `urn:${letter}`,
);
const reference = flexible(
  (index, fill) => `/items/${index + 1}${fill}`,
  (letter) => letter,
);
const base64 = fixed((index) => btoa(`hello${numbered(index)}`));

/** The formats of JSON Schema (validation section 7.3) and OpenAPI that have texts of their own. */
export const FORMAT_TEXTS: ReadonlyMap<string, FormatTexts> = new Map([
  ['date-time', fixed((index) => instant(index).replace('.000', ''))],
  ['date', fixed(day)],
  ['time', fixed((index) => `${instant(index).slice(11, 19)}Z`)],
  ['duration', fixed((index) => `P${index + 1}D`)],
  ['email', email],
  ['idn-email', email],
  ['hostname', hostname],
  ['idn-hostname', hostname],
  ['ipv4', fixed((index) => `192.0.${2 + Math.floor(index / 250)}.${1 + (index % 250)}`)],
  ['ipv6', fixed((index) => `2001:db8::${(index + 1).toString(16)}`)],
  ['uri', uri],
  ['iri', uri],
  ['uri-reference', reference],
  ['iri-reference', reference],
  [
    'uri-template',
    flexible(
      (index, fill) => `/items/{id${numbered(index)}${fill}}`,
      (letter) => letter,
    ),
  ],
  [
    'uuid',
    fixed((index) => `123e4567-e89b-42d3-a456-${hex(0x42661417 * 65_536 + 0x4000 + index, 12)}`),
  ],
  [
    'json-pointer',
    flexible(
      (index, fill) => `/items/${index}${fill}`,
      (letter) => `/${letter}`,
    ),
  ],
  [
    'relative-json-pointer',
    flexible(
      (index, fill) => `${index}/name${fill}`,
      (letter) => `0/${letter}`,
    ),
  ],
  [
    'regex',
    flexible(
      (index, fill) => `^[a-z]{${index + 1}}${fill}$`,
      (letter) => letter,
    ),
  ],
  ['byte', base64],
]);
