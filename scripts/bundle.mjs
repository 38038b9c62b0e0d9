import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);
const COMPILER = '@ts-morph/common/dist/typescript.js';

/**
 * The published form of microgen: the command and the API in a few files, with all they need and
 * no dependency. Resolving some hundred modules by themselves, and reading a compiler of nine
 * megabytes as it is, would cost more than generating a project.
 */
export async function bundle(root) {
  const folder = join(root, 'dist/bundle');
  const command = await rolldown({
    input: { main: join(root, 'dist/src/cli/main.js'), index: join(root, 'dist/src/index.js') },
    platform: 'node',
    external: /^#assets\//,
    plugins: [compilerBeside()],
  });
  await command.write({ dir: folder, format: 'esm', chunkFileNames: '[name].js' });
  await bundleCompiler(join(folder, 'typescript.cjs'));
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), licences(join(root, 'node_modules')));
}

/** The compiler stays a file of its own, which is only read when a contract is. */
function compilerBeside() {
  const id = '\0compiler';
  const code = `import { createRequire } from 'node:module';
export default createRequire(import.meta.url)('./typescript.cjs');`;
  return {
    name: 'compiler-beside',
    resolveId: (source) => (source === '#typescript' ? id : undefined),
    load: (source) => (source === id ? code : undefined),
  };
}

/** Smaller, and in ASCII: text with one other character takes twice the memory and time to load. */
async function bundleCompiler(file) {
  const compiler = await rolldown({ input: require.resolve(COMPILER), platform: 'node' });
  const { output } = await compiler.generate({ format: 'cjs', minify: true });
  const ascii = output[0].code.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(file, ascii);
}

/** The licences of everything that is in the bundle. */
function licences(modules) {
  const packages = [
    '@ts-morph/common',
    'commander',
    'diff',
    'handlebars',
    'picocolors',
    'typescript',
  ];
  return packages
    .map((name) => {
      const folder = join(modules, name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
