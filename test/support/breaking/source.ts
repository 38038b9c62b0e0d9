import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from '../../../src/ir/types.ts';
import { repository } from '../modules.ts';
import { literal } from './literal.ts';
import { type Call, type Row, declaredNames } from './row.ts';

/** What the code of a row's user is made of. */
interface UserParts {
  readonly id: string;
  /** The old contract, with the row's own names. */
  readonly text: string;
  /** The row's code, with the same. */
  readonly code: string;
  /** All of the old contract. */
  readonly services: readonly Service[];
}

/** Code of somebody who has the old SDK: its types by their names, and clients as what the old contract says they are. */
export function userCode(row: Row, { id, text, code, services }: UserParts): string {
  const own = services.filter(({ name }) => name.startsWith(id));
  const types = declaredNames(row.before)
    .map((name) => `${id}${name}`)
    .filter((name) => own.every((service) => service.name !== name));
  const [home] = own;
  const path = (service: Service | undefined): string =>
    `'../sdk/${service?.id ?? ''}sdk/index.ts'`;
  return [
    ...own.map((service) => `import { ${service.name}Client } from ${path(service)};`),
    ...types.map((name) => `import type { ${name} } from ${path(home)};`),
    ...own.map(({ name }) => `const a${name}C = new ${name}Client({ baseUrl: '' });`),
    // A copy of an enum is another type than the enum.
    ...(row.before.includes('enum ') ? [] : oldTypes(text, own)),
    ...row.calls.flatMap((call) => callText(call, id)),
    ...(code === '' ? [] : [`export async function used(c: ${id}SvcClient) { ${code} }`]),
  ].join('\n');
}

/** Every client as what the old contract says that it is. */
function oldTypes(text: string, services: readonly Service[]): readonly string[] {
  return [
    `namespace Old {${text}\n}`,
    // Who awaits nothing may be given something.
    'type Result<R> = [R] extends [Promise<void>] ? Promise<unknown> : R;',
    // Functions that are properties are compared strictly, methods are not.
    'type Strict<T> = { [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Result<R> : never };',
    ...services.map(({ name }) => `export const a${name}: Strict<Old.${name}> = a${name}C;`),
  ];
}

/** A call with its arguments written where they are given; a stream has none to write. */
function callText(
  { service = 'Svc', method = 'm', args = [], ...call }: Call,
  id: string,
): readonly string[] {
  if ('json' in call || args.some(Array.isArray)) return [];
  return [`void a${id}${service}C.${method}(${args.map(literal).join(', ')});`];
}

/** Type-checks code beside a project's SDKs, and gives what the compiler says of each file. */
export function compile(
  folder: string,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  mkdirSync(join(folder, 'user'));
  for (const [name, text] of files) writeFileSync(join(folder, 'user', `${name}.ts`), text);
  const config = join(folder, 'user/tsconfig.json');
  const options = {
    noEmit: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: false,
  };
  writeFileSync(
    config,
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions: options, include: ['*.ts'] }),
  );
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', config, '--pretty', 'false'], {
    cwd: join(folder, 'user'),
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  const said = new Map<string, string>();
  for (const [line, name = ''] of stdout.matchAll(/^(\w+)\.ts\(.*$/gm)) {
    said.set(name, `${said.get(name) ?? ''}${line}\n`);
  }
  if (said.size === 0 && stdout !== '') throw new Error(stdout);
  return said;
}
