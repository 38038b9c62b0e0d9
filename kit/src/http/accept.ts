/** How much a client wants a media type (RFC 9110, section 12.5.1). */
export interface Preference {
  /** From 0, not at all, to 1. */
  readonly quality: number;
  /** Whether the type itself is in the list, and not only a range that it is in. */
  readonly named: boolean;
}

/** What an `accept` header says about a media type: its most precise range counts. */
export function preferenceOf(accept: string, type: string): Preference {
  const ranges = ['*/*', `${type.slice(0, type.indexOf('/'))}/*`, type];
  let best = { precision: -1, quality: 0 };
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const precision = ranges.indexOf(name);
    if (precision > best.precision) best = { precision, quality: qualityOf(parameters) };
  }
  return { quality: best.quality, named: best.precision === 2 };
}

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = text === undefined ? 1 : Number(text);
  return Number.isNaN(quality) ? 0 : quality;
}
