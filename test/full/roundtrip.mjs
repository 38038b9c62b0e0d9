import { checkWithVitest } from './vitest.mjs';

/**
 * Every method of the contract that uses the whole language, driven with valid and invalid values: what the
 * SDK sends is what the service gets, what is wrong is refused with its place, and no case is lost.
 *
 * @param {string} folder
 * @param {{ cases: number }} size
 */
export function checkRoundtrip(folder, { cases }) {
  const test = {
    file: 'test/roundtrip.test.ts',
    what: `${cases} round trips arrive as they were sent or are refused where they are wrong, none is lost`,
    name: 'ROUNDTRIP',
    sizes: { MICROGEN_ROUNDTRIP_CASES: cases },
  };
  return checkWithVitest(folder, test, ({ methods, sent, delivered, refused, seconds }, seed) => ({
    ok: sent >= cases && sent === delivered + refused,
    measured: `${sent} sent, ${delivered} delivered, ${refused} refused, ${methods} methods, seed ${seed}, ${seconds} s`,
  }));
}
