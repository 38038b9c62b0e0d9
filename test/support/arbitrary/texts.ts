import * as fc from 'fast-check';
import type { Constraints } from '../../../src/ir/types.ts';

const MINUTE = 60_000;
/** The years that RFC 3339 has four digits for. */
const FIRST = new Date('0001-01-01T00:00:00Z');
const LAST = new Date('9999-12-31T23:59:59.999Z');

/** An instant to the millisecond. */
export const instants: fc.Arbitrary<Date> = fc.date({ min: FIRST, max: LAST, noInvalidDate: true });

const dateTimes = fc
  .tuple(instants, fc.integer({ min: -720, max: 840 }))
  .map(([date, offset]) => `${date.toISOString().slice(0, -1)}${offsetText(offset)}`);

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = new Date(Math.abs(minutes) * MINUTE).toISOString().slice(11, 16);
  return `${minutes < 0 ? '-' : '+'}${size}`;
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: instants.map((date) => date.toISOString().slice(0, 10)),
  time: dateTimes.map((text) => text.slice(11)),
  'date-time': dateTimes,
  duration: fc.constantFrom('P1D', 'PT90M', 'P1Y2M3DT4H5M6S', 'P2W'),
  email: fc
    .tuple(fc.stringMatching(/^[a-z0-9]{1,12}(?:\.[a-z0-9]{1,8})?$/), fc.domain())
    .map(([name, domain]) => `${name}@${domain}`),
  hostname: fc.domain(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  uri: fc
    .webUrl({ withQueryParameters: true, withFragments: true })
    .filter((text) => URL.canParse(text)),
  uuid: fc.uuid(),
};

/** Texts that meet the constraints: ordinary ones, and any characters there are. */
export function texts(constraints: Constraints): fc.Arbitrary<string> {
  const { format = '', pattern, minLength = 0, maxLength = Infinity } = constraints;
  const fits = (text: string): boolean =>
    [...text].length >= minLength && [...text].length <= maxLength;
  const known = FORMATS[format];
  if (known !== undefined) return known.filter(fits);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u')).filter(fits);
  const size = { minLength, maxLength: Math.min(maxLength, minLength + 24) };
  return fc.oneof(
    fc.string({ ...size, unit: 'grapheme-ascii' }),
    fc.string({ ...size, unit: 'binary' }),
  );
}
