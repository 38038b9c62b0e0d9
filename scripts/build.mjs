// Builds everything that is shipped: kit, its tarball, the precompiled templates, the CLI.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { packKit } from './pack-kit.mjs';
import { precompileTemplates } from './precompile-templates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const assets = `${root}/dist/assets`;

function tsc(project) {
  const bin = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  execFileSync(process.execPath, [bin, '-p', project], { cwd: root, stdio: 'inherit' });
}

rmSync(`${root}/dist`, { recursive: true, force: true });
rmSync(`${root}/kit/dist`, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

tsc('kit/tsconfig.json');
writeFileSync(`${assets}/templates.js`, precompileTemplates(`${root}/templates`));
writeFileSync(
  `${assets}/templates.d.ts`,
  'export declare const templates: Readonly<Record<string, unknown>>;\n',
);

const kit = JSON.parse(readFileSync(`${root}/kit/package.json`, 'utf8'));
const fileName = `microgen-kit-${kit.version}.tgz`;
writeFileSync(`${assets}/${fileName}`, packKit(`${root}/kit`));
const sdkSources = Object.fromEntries(
  ['runtime', 'streams', 'values'].map((name) => [
    name,
    readFileSync(`${root}/kit/src/sdk/${name}.ts`, 'utf8').replaceAll('\r\n', '\n'),
  ]),
);
const sdkTypes = "Readonly<Record<'runtime' | 'streams' | 'values', string>>";
writeFileSync(
  `${assets}/kit.d.ts`,
  ['kitVersion', 'kitFileName'].map((name) => `export declare const ${name}: string;\n`).join('') +
    ['sdkSources', 'sdkMeanings']
      .map((name) => `export declare const ${name}: ${sdkTypes};\n`)
      .join('') +
    'export declare const kitUrl: URL;\n',
);
tsc('tsconfig.json');

const { meaningHash } = await import('../dist/src/project/fingerprint.js');
const sdkMeanings = Object.fromEntries(
  Object.entries(sdkSources).map(([name, text]) => [name, meaningHash(`${name}.ts`, text)]),
);
writeFileSync(
  `${assets}/kit.js`,
  `export const kitVersion = ${JSON.stringify(kit.version)};\n` +
    `export const kitFileName = ${JSON.stringify(fileName)};\n` +
    `export const kitUrl = new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url);\n` +
    `export const sdkSources = ${JSON.stringify(sdkSources)};\n` +
    `export const sdkMeanings = ${JSON.stringify(sdkMeanings)};\n`,
);

await bundle(root);
