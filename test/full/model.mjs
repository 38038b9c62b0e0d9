import { checkWithVitest } from './vitest.mjs';

/**
 * Random sequences of edits and runs: each ends as a model of ownership predicts, and leaves the whole folder so.
 *
 * @param {string} folder
 * @param {{ sequences: number }} size
 */
export function checkModel(folder, { sequences }) {
  const test = {
    file: 'test/model.test.ts',
    what: `${sequences} random sequences of edits and runs do what a model of ownership predicts`,
    name: 'MODEL',
    sizes: { MICROGEN_MODEL_SEQUENCES: sequences },
  };
  return checkWithVitest(folder, test, (record, seed) => {
    const tally = Object.entries(record);
    const count = (isCounted) =>
      tally.filter(([name]) => isCounted(name)).reduce((sum, [, times]) => sum + times, 0);
    const refused = count((name) => name.endsWith(' failed'));
    const measured = `${count(() => true)} commands, ${refused} of them refused; seed ${seed}`;
    return { ok: refused > 0, measured };
  });
}
