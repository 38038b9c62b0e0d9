import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project in some state, and a command that changes it. */
export interface KillState {
  readonly name: string;
  /** Brings a generated project (or, with `isFresh`, an empty folder) there. */
  readonly prepare: (folder: string) => void;
  readonly args: readonly string[];
  readonly isFresh?: true;
  /** Where the project is in the folder, when it is not the folder itself. */
  readonly out?: string;
}

/** Two commands that exclude each other, at once in one folder. */
export interface KillPair extends Omit<KillState, 'args'> {
  readonly commands: readonly [readonly string[], readonly string[]];
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
    args: ['-idl', 'idl.ts'],
  },
  {
    name: 'a first generation into a folder that is to be made',
    isFresh: true,
    prepare: contract(CONTRACT),
    args: ['-idl', 'idl.ts', '-out', 'deep/er/project'],
    out: 'deep/er/project',
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

/** What two runs at once are tried with. */
export const pairs: readonly KillPair[] = [
  {
    name: 'other options',
    prepare: () => undefined,
    commands: [
      ['-prefix', 'one', '-skill=false'],
      ['-prefix', 'two', '-tests=false'],
    ],
  },
  {
    name: 'two first generations',
    isFresh: true,
    prepare: contract(CONTRACT),
    commands: [
      ['-idl', 'idl.ts', '-out', 'new/project', '-prefix', 'one', '-skill=false'],
      ['-idl', 'idl.ts', '-out', 'new/project', '-prefix', 'two', '-tests=false'],
    ],
  },
  {
    name: 'an update and an append',
    prepare: () => undefined,
    commands: [
      ['-prefix', 'one'],
      ['extend', '-append-middleware', 'metrics'],
    ],
  },
];

/** The user's own of every project that is not fresh; no state changes them. */
export const userFiles = ['cmd/main.ts', 'notes.md'] as const;

/** What a user does to a project of their own. */
export function editByUser(folder: string): void {
  edit(folder, SERVICE, (text) =>
    text.replace("throw unimplemented('HelloService.sayHello');", 'return { message: req.name };'),
  );
  edit(folder, 'cmd/main.ts', (text) => text.replaceAll('\n', '\r\n'));
  writeFileSync(join(folder, 'notes.md'), 'mine\n');
}
