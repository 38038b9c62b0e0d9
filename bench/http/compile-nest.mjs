import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchDir } from '../lib/paths.mjs';

/**
 * Compiles the NestJS peer with the compiler options that Nest's own starter uses: legacy
 * decorators with type metadata, which the ValidationPipe reads.
 *
 * @returns {Promise<string>} the compiled file
 */
export async function compileNest() {
  const { default: ts } = await import('typescript');
  const peers = join(benchDir, 'peers');
  const source = readFileSync(join(peers, 'nest.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  const dir = join(peers, 'dist');
  mkdirSync(dir, { recursive: true });
  const compiled = join(dir, 'nest.mjs');
  writeFileSync(compiled, outputText.replaceAll("from './", "from '../"));
  return compiled;
}
