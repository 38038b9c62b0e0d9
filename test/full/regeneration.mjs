import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { contractOfSize } from '../../bench/contracts/contract-of-size.mjs';
import { generateArgs } from '../../bench/lib/microgen.mjs';
import { measureNode } from '../../bench/lib/run-node.mjs';
import { median, ratioOf } from '../../bench/lib/stats.mjs';

const SHARE = 0.7;
const ROUNDS = 5;

/** The method that is added, and what it comes after. */
const LAST = '  removeBillingAccount(req: BillingAccountKey): Promise<void>;\n';
const METHOD = `  /** Closes a BillingAccount. */
  closeBillingAccount(req: BillingAccountKey): Promise<BillingAccount>;
`;

/**
 * What a method whose types its service has already touches: what describes the whole project, and what speaks of
 * the methods of its service. `idl.ts` speaks for the contract.
 */
const TOUCHED = [
  '.microgen/contract.json',
  '.microgen/manifest.json',
  'AGENTS.md',
  'client/billingservice/demo.ts',
  'docs/openapi.json',
  'endpoint/billingservice/endpoints.ts',
  'idl.ts',
  'sdk/billingservicesdk/client.ts',
  'sdk/billingservicesdk/types.ts',
  'service/billingservice/generated_contract.ts',
  'skill/billingservice/tools.ts',
  'test/billingservice.test.ts',
  'transport/billingservice/transport_http.ts',
];

/**
 * A large project with one method added writes only what speaks of that method, in less time than a fresh one.
 *
 * @param {string} folder
 * @param {{ methods: number, isFull: boolean }} size
 */
export function checkRegeneration(folder, { methods, isFull }) {
  const rounds = Array.from({ length: ROUNDS }, () => addMethod(folder, methods));
  const share = ratioOf(
    rounds.map(({ again }) => again),
    rounds.map(({ first }) => first),
  ).median;
  const others = rounds.flatMap(({ written }) => differences(written, TOUCHED));
  const again = Math.round(median(rounds.map((round) => round.again)));
  const first = Math.round(median(rounds.map((round) => round.first)));
  return [
    {
      what: `one method more of ${methods} takes at most ${SHARE * 100} % of a fresh generation`,
      // The start of the process weighs too much in a small run.
      ok: share <= SHARE || !isFull,
      measured: `${(share * 100).toFixed(1)} % (${again} ms against ${first} ms)`,
    },
    {
      what: `one method more of ${methods} writes the ${TOUCHED.length} files that speak of it, and no other`,
      ok: others.length === 0,
      measured: others.length === 0 ? `${TOUCHED.length} files` : [...new Set(others)].join(', '),
    },
  ];
}

/** Generates afresh, adds the method, and generates again. */
function addMethod(folder, methods) {
  const project = join(folder, 'regenerated');
  const contract = join(folder, 'regenerated.ts');
  const { text } = contractOfSize(methods);
  const extended = text.replace(LAST, LAST + METHOD);
  if (extended === text) throw new Error(`the contract does not hold ${LAST}`);
  const args = generateArgs(contract, project);

  rmSync(project, { recursive: true, force: true });
  mkdirSync(project);
  writeFileSync(contract, text);
  const first = measureNode(args).ms;
  const before = stampsOf(project);
  writeFileSync(contract, extended);
  const again = measureNode(args).ms;
  return { first, again, written: differentPaths(before, stampsOf(project)) };
}

/** When each file was written, and which one it is: a file that is written again has another stamp. */
function stampsOf(project) {
  const entries = readdirSync(project, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino, mtimeNs, size } = statSync(path, { bigint: true });
      return [relative(project, path).replaceAll(sep, '/'), `${ino} ${mtimeNs} ${size}`];
    }),
  );
}

function differentPaths(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

function differences(written, wanted) {
  return [
    ...written.filter((path) => !wanted.includes(path)).map((path) => `also ${path}`),
    ...wanted.filter((path) => !written.includes(path)).map((path) => `not ${path}`),
  ];
}
