// Builds everything that is shipped: kit and Swagger UI, their tarballs, the precompiled templates, the CLI.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { bundleProtos } from './bundle-protos.mjs';
import { copySwaggerUi } from './copy-swagger-ui.mjs';
import { packPackage } from './pack-package.mjs';
import { precompileTemplates } from './precompile-templates.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const assets = `${root}/dist/assets`;

function tsc(project) {
  const bin = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  execFileSync(process.execPath, [bin, '-p', project], { cwd: root, stdio: 'inherit' });
}

rmSync(`${root}/dist`, { recursive: true, force: true });
rmSync(`${root}/kit/dist`, { recursive: true, force: true });
rmSync(`${root}/swagger-ui/dist`, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });

tsc('kit/tsconfig.json');
// npm does the same where it installs the package; here its links lead to what was just written.
chmodSync(`${root}/kit/dist/dev/main.js`, 0o755);
tsc('swagger-ui/tsconfig.json');
copySwaggerUi(root);
writeFileSync(`${assets}/templates.js`, precompileTemplates(`${root}/templates`));
writeFileSync(
  `${assets}/templates.d.ts`,
  'export declare const templates: Readonly<Record<string, unknown>>;\n',
);
writeFileSync(`${assets}/protos.json`, bundleProtos(join(root, 'src/source/proto/well-known')));

const kit = JSON.parse(readFileSync(`${root}/kit/package.json`, 'utf8'));
const fileName = `microgen-kit-${kit.version}.tgz`;
writeFileSync(`${assets}/${fileName}`, packPackage(`${root}/kit`));
writeFileSync(
  `${assets}/kit.d.ts`,
  ['kitVersion', 'kitFileName'].map((name) => `export declare const ${name}: string;\n`).join('') +
    'export declare const kitUrl: URL;\n' +
    'type Carried = { readonly text: string; readonly imports: readonly string[] };\n' +
    'export declare const sdkSources: Readonly<Record<string, Carried>>;\n' +
    'export declare const sdkMeanings: Readonly<Record<string, string>>;\n',
);

const swaggerUi = JSON.parse(readFileSync(`${root}/swagger-ui/package.json`, 'utf8'));
const swaggerUiFileName = `microgen-swagger-ui-${swaggerUi.version}.tgz`;
writeFileSync(`${assets}/${swaggerUiFileName}`, packPackage(`${root}/swagger-ui`));
writeFileSync(
  `${assets}/swagger-ui.d.ts`,
  'export declare const swaggerUiFileName: string;\nexport declare const swaggerUiUrl: URL;\n',
);
writeFileSync(
  `${assets}/swagger-ui.js`,
  `export const swaggerUiFileName = ${JSON.stringify(swaggerUiFileName)};\n` +
    `export const swaggerUiUrl = new URL(${JSON.stringify(`./${swaggerUiFileName}`)}, import.meta.url);\n`,
);
tsc('tsconfig.json');

const { meaningHash } = await import('../dist/src/project/fingerprint.js');
const { carriedTree } = await import('../dist/src/plan/carried.js');
const sdkSources = carriedTree((path) =>
  readFileSync(`${root}/kit/src/${path}`, 'utf8').replaceAll('\r\n', '\n'),
);
const sdkMeanings = Object.fromEntries(
  Object.entries(sdkSources).map(([place, { text }]) => [place, meaningHash(place, text)]),
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
