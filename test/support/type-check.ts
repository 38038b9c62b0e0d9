import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './modules.ts';

/** The strictest that a project may set, beyond what the generated tsconfig.json has. */
const STRICTEST = {
  target: 'ES2023',
  lib: ['ES2023'],
  types: ['node'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  forceConsistentCasingInFileNames: true,
};

/** Gives the projects in a folder what they import: the packages of this repository, and the types of Node. */
export function linkModules(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@microgen'), { recursive: true });
  mkdirSync(join(modules, '@types'), { recursive: true });
  for (const name of ['kit', 'swagger-ui']) {
    symlinkSync(join(repository, name), join(modules, '@microgen', name), 'junction');
  }
  mkdirSync(join(modules, '@grpc'));
  for (const name of ['@types/node', '@grpc/grpc-js']) {
    symlinkSync(join(repository, 'node_modules', name), join(modules, name), 'junction');
  }
}

/**
 * Type-checks some projects of a folder in one program, and gives what the compiler says: nothing is good.
 * Other compilers than the newest go by the name that package.json has for them.
 */
export function typeCheck(
  folder: string,
  projects: readonly string[],
  options: object = {},
  ...[compiler = 'typescript']: readonly [compiler?: string]
): string {
  const config = join(folder, `tsconfig.${projects[0]}.json`);
  const compilerOptions = { ...STRICTEST, ...options };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: projects }));
  const tsc = join(repository, 'node_modules', compiler, 'bin/tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', config], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  if ((status === 0) !== (stdout === '')) throw new Error(`tsc ended with ${status}: ${stdout}`);
  return stdout;
}
