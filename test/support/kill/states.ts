import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project in some state, and a command that changes it. */
export interface KillState {
  readonly name: string;
  /** Brings a generated project (or, with `isFresh`, an empty folder) there. */
  readonly prepare: (folder: string) => void;
  readonly args: readonly string[];
  readonly isFresh?: true;
}

/** The contract that every project begins with. */
export const CONTRACT = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;

const ORDERS = `
export interface OrderService {
  /** One order. */
  order(id: string): Promise<{ id: string; at: Date }>;
}
`;

const WAVE = CONTRACT.replace(
  '  /** SayHello',
  '  wave(times: number): Promise<void>;\n  /** SayHello',
);

const SERVICE = 'service/helloservice/service.ts';

function contract(text: string): KillState['prepare'] {
  return (folder) => writeFileSync(join(folder, 'idl.ts'), text);
}

function edit(folder: string, path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** The states that runs are killed in: user files are edited in all of them but the fresh one. */
export const states: readonly KillState[] = [
  {
    name: 'a first generation',
    isFresh: true,
    prepare: contract(CONTRACT),
    args: ['-idl', 'idl.ts', '-import', 'hello'],
  },
  { name: 'a new method', prepare: contract(WAVE), args: [] },
  { name: 'another service instead', prepare: contract(ORDERS), args: [] },
  {
    name: 'two capabilities less',
    prepare: () => undefined,
    args: ['-skill=false', '-openapi=false'],
  },
  { name: 'another prefix', prepare: () => undefined, args: ['-prefix', 'api/v1'] },
  {
    name: 'edits overwritten by force',
    prepare: (folder) => {
      for (const path of ['AGENTS.md', 'cmd/generated_routes.ts', 'skill/skill.ts']) {
        edit(folder, path, (text) => `${text}\n// edited by hand\n`);
      }
    },
    args: ['-force'],
  },
  {
    name: 'package.json edited',
    prepare: (folder) => {
      contract(CONTRACT + ORDERS)(folder);
      edit(folder, 'package.json', (text) => text.replace('"kit-dev"', '"my-dev"'));
    },
    args: [],
  },
  {
    name: 'an appended service',
    prepare: contract(CONTRACT + ORDERS),
    args: ['extend', '-append-service', 'OrderService'],
  },
  {
    name: 'an appended method',
    prepare: contract(WAVE),
    args: ['extend', '-append-method', 'HelloService.wave'],
  },
  {
    name: 'appended middleware',
    prepare: () => undefined,
    args: ['extend', '-append-middleware', 'tracing,metrics'],
  },
];

/** What a user does to a project of their own. */
export function editByUser(folder: string): void {
  edit(folder, SERVICE, (text) =>
    text.replace("throw unimplemented('HelloService.sayHello');", 'return { message: req.name };'),
  );
  edit(folder, 'cmd/main.ts', (text) => text.replaceAll('\n', '\r\n'));
  writeFileSync(join(folder, 'notes.md'), 'mine\n');
}
