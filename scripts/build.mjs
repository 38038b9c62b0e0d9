// Builds everything that is shipped: kit, its tarball, the precompiled templates, the CLI.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
const client = readFileSync(`${root}/kit/src/http/client.ts`, 'utf8');
writeFileSync(
  `${assets}/kit.js`,
  `export const kitVersion = ${JSON.stringify(kit.version)};\n` +
    `export const kitFileName = ${JSON.stringify(fileName)};\n` +
    `export const kitUrl = new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url);\n` +
    `export const clientSource = ${JSON.stringify(client)};\n`,
);
writeFileSync(
  `${assets}/kit.d.ts`,
  'export declare const kitVersion: string;\nexport declare const kitFileName: string;\n' +
    'export declare const kitUrl: URL;\nexport declare const clientSource: string;\n',
);
tsc('tsconfig.json');
