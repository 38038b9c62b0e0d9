// The acceptance sizes of the tests: npm run test:full. With --smoke, small sizes and no evidence written; with --only=grpc,protos
// some of them, without the table of all.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from '../test/full/command.mjs';
import { checkGrpc } from '../test/full/grpc.mjs';
import { checkKills } from '../test/full/kills.mjs';
import { checkRegeneration } from '../test/full/regeneration.mjs';
import { checkModel } from '../test/full/model.mjs';
import { checkProtobuf } from '../test/full/protobuf.mjs';
import { checkPublicProtos, publicProtos, publicProtosTable } from '../test/full/public-protos.mjs';
import { checkRoundtrip } from '../test/full/roundtrip.mjs';
import { checkScale } from '../test/full/scale.mjs';
import { checkVersions } from '../test/full/versions.mjs';
import { checkWhole } from '../test/full/whole.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isFull = !process.argv.includes('--smoke');
const SIZE = isFull
  ? {
      methods: 1000,
      cases: 10_000,
      messages: 10_000,
      protos: publicProtos.length,
      kills: 500,
      pairs: 100,
      streamed: 1_000_000,
      streamKills: 1000,
      sequences: 1000,
      versions: [20, 22, 24, 26],
    }
  : {
      methods: 100,
      cases: 400,
      messages: 300,
      protos: 2,
      kills: 22,
      pairs: 6,
      streamed: 20_000,
      streamKills: 40,
      sequences: 4,
      versions: [Number(process.versions.node.split('.')[0])],
    };

function report(results) {
  const rows = results.map(
    ({ what, ok, measured }) => `| ${ok ? 'yes' : 'NO'} | ${what} | ${measured} |`,
  );
  return `# Acceptance sizes

\`npm run test:full\` on ${process.platform} ${process.arch}, ${cpus().length} processors, Node ${process.version}.

| holds | what | measured |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** The table of docs/public-protos.md, which is its end. */
function writePublicProtos(rows) {
  const path = join(root, 'docs/public-protos.md');
  const [prose] = readFileSync(path, 'utf8').split(/^\|/m);
  writeFileSync(path, `${prose}${publicProtosTable(rows)}\n`);
  mustWith(
    { cwd: root },
    process.execPath,
    'node_modules/prettier/bin/prettier.cjs',
    '--write',
    path,
  );
}

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length);

/** The table of the contracts of strangers, where they were tried. */
let protos;
const PARTS = {
  scale: () => checkScale(folder, { ...SIZE, isFull }),
  regeneration: () => checkRegeneration(folder, { ...SIZE, isFull }),
  versions: () => checkVersions(folder, SIZE.versions),
  roundtrip: () => checkRoundtrip(folder, SIZE),
  protobuf: () => checkProtobuf(folder, SIZE),
  grpc: () => checkGrpc(folder, { messages: SIZE.streamed, streamKills: SIZE.streamKills }),
  protos: async () => {
    protos = await checkPublicProtos(folder, SIZE);
    return protos.results;
  },
  kills: () => checkKills(folder, SIZE),
  model: () => checkModel(folder, SIZE),
  whole: () => checkWhole({ isFull }),
};

const folder = mkdtempSync(join(tmpdir(), 'microgen-full-'));
try {
  const names = only?.split(',') ?? Object.keys(PARTS);
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined)
    throw new Error(`there is no ${unknown}; there are ${Object.keys(PARTS).join(', ')}`);
  const results = [];
  for (const name of names) results.push(...(await PARTS[name]()));
  const text = report(results);
  console.log(text);
  if (isFull && only === undefined) {
    mkdirSync(join(root, 'docs/evidence'), { recursive: true });
    writeFileSync(join(root, 'docs/evidence/acceptance-sizes.md'), text);
  }
  if (isFull && protos !== undefined) writePublicProtos(protos.rows);
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
