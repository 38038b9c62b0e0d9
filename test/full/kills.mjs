import { checkWithVitest } from './vitest.mjs';

/**
 * Runs killed at random moments in every state of a project, and two runs at once: the next run makes good what a
 * kill left, and two never mix.
 *
 * @param {string} folder
 * @param {{ kills: number, pairs: number }} size
 */
export function checkKills(folder, { kills, pairs }) {
  const test = {
    file: 'test/kill.test.ts',
    what: `${kills} killed runs are made good by the next, ${pairs} times two at once are not mixed`,
    name: 'KILL',
    sizes: { MICROGEN_KILLS: kills, MICROGEN_KILL_PAIRS: pairs },
  };
  return checkWithVitest(folder, test, (told, seed) => {
    const counts = `${told.killed} killed before their end, ${told.unfinished} of them while files were moved`;
    return {
      ok: told.kills === kills && told.pairs === pairs && told.unfinished > 0,
      measured: `${counts}; ${told.both} of ${told.pairs} pairs both done, one after the other; seed ${seed}`,
    };
  });
}
