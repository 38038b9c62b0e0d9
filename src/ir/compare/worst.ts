import { type Verdicts, surfaces } from './verdicts.ts';

/** The verdicts of two changes that are one: what either breaks is broken. */
export function worst(a: Verdicts, b: Verdicts): Verdicts {
  return Object.fromEntries(
    surfaces.flatMap((surface) => {
      const both = [a[surface], b[surface]];
      const verdict = both.includes('breaking') ? 'breaking' : (both[0] ?? both[1]);
      return verdict === undefined ? [] : [[surface, verdict]];
    }),
  );
}
