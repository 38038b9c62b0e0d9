import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { microgenVersion } from '../src/project/version.ts';

const bin = fileURLToPath(new URL('../bin/microgen.js', import.meta.url));

const CONTRACT = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;

let folder: string;
let elsewhere: string;
beforeEach(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'microgen-elsewhere-'));
  folder = mkdtempSync(join(tmpdir(), 'microgen-cli-'));
  writeFileSync(join(folder, 'idl.ts'), CONTRACT);
});
afterEach(() => {
  for (const path of [folder, elsewhere]) rmSync(path, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function microgenIn(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Ran {
  const result = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const microgen = (...args: readonly string[]) => microgenIn(folder, {}, args);
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

/** Every path below the folder with its content or kind. */
function treeOf(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    entries.map((path) => {
      const at = join(root, path);
      return [path, statSync(at).isFile() ? readFileSync(at, 'latin1') : 'folder'];
    }),
  );
}

describe('version and help', () => {
  it.each([['version'], ['-version'], ['--version']])('%s', (...args) =>
    expect(microgen(...args)).toEqual({ code: 0, out: `microgen ${microgenVersion()}\n`, err: '' }),
  );

  it('loads nothing but what version needs', () => {
    const { code, err } = microgenIn(folder, { NODE_DEBUG: 'esm,module' }, ['version']);
    expect(code).toBe(0);
    expect(err).toContain('bundle/main.js');
    expect(err).not.toMatch(/bundle\/(run|generate|read-contract)\.js|typescript\.cjs/);
  });

  it.each([
    ['help'],
    ['-h'],
    ['-help'],
    ['--help'],
    ['help', 'generate'],
    ['generate', '-h'],
    ['-idl', 'idl.ts', '-h'],
  ])('%s %s', (...args) => {
    const { code, out, err } = microgen(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: microgen \[generate\] \[flags\]\n/);
    expect(out).toContain('-idl PATH');
    expect(out).toContain('Exit codes:');
    expect(readdirSync(folder)).toEqual(['idl.ts']);
  });

  it('explains a command', () => {
    expect(microgen('help', 'version').out).toMatch(/^Usage: microgen version/);
    expect(microgen('help', 'nothing')).toMatchObject({
      code: 64,
      err: expect.stringContaining('unknown command nothing'),
    });
  });
});

describe('generating', () => {
  it('prints the plan, the counts, the time and the next commands', () => {
    const { code, out, err } = microgen('-idl', 'idl.ts', '-out', 'hello');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ {2}created {7}\.dockerignore$/m);
    expect(out).toMatch(/^ {2}created {7}service\/helloservice\/service\.ts$/m);
    expect(out).toMatch(/^\d+ created in \d+ ms$/m);
    expect(out).toContain(
      '\nnext:\n  cd hello\n  npm install\n  npm run dev\n  curl -X POST http://127.0.0.1:8080/sayhello ',
    );
    expect(read('hello/package.json')).toContain('"name": "hello"');
  });

  it('understands the original’s quick start', () => {
    const flags = [
      '-out',
      '.',
      '-import',
      'example.com/hello-svc',
      '-config=false',
      '-model=false',
      '-db=false',
    ];
    expect(microgen('-idl', 'idl.ts', ...flags)).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(read('package.json')).name).toBe('hello-svc');
  });

  it('says when there is nothing to do, and -check agrees', () => {
    expect(microgen('-idl', 'idl.ts').code).toBe(0);
    for (const args of [[], ['-check'], ['-out', '.'], ['generate'], ['-idl=idl.ts', '-docs']]) {
      const { code, out, err } = microgen(...args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^nothing to do: \d+ files are current \(\d+ ms\)\n$/);
    }
  });

  it('answers -check with 2 and writes nothing', () => {
    expect(microgen('-check', '-idl', 'idl.ts', '-out', 'new').code).toBe(2);
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(microgen('-idl', 'idl.ts').code).toBe(0);
    write('idl.ts', CONTRACT.replace('name: string', 'name: string; age?: number'));
    const before = treeOf(folder);
    const { code, out } = microgen('-check', '-diff');
    expect(code).toBe(2);
    expect(out).toMatch(/^ {4}\+.*age/m);
    expect(out).toContain('(nothing was written)');
    expect(treeOf(folder)).toEqual(before);
    expect(microgen('-check', '-quiet')).toEqual({ code: 2, out: '', err: '' });
  });

  it('takes as services what -service names, remembers it, and takes it back', () => {
    const other = CONTRACT.replaceAll('Hello', 'Other').replace(
      /^export interface Other(?:Req|Res).*\n/gm,
      '',
    );
    write('idl.ts', `${CONTRACT}${other.replaceAll(/Other(Request|Response)/g, 'Hello$1')}`);
    const services = () =>
      (JSON.parse(read('.microgen/manifest.json')) as { services: readonly string[] }).services;
    const { code } = microgen('-idl', 'idl.ts', '-service', 'HelloService', '-out', '.');
    expect([code, services()]).toEqual([0, ['HelloService']]);
    expect(microgen('-out', '.', '-skill=false').code).toBe(0);
    expect(services()).toEqual(['HelloService']);
    expect(microgen('-out', '.', '-service', '').code).toBe(0);
    expect(services()).toEqual(['HelloService', 'OtherService']);
    expect(microgen('-out', '.', '-service', 'OtherService,HelloService').code).toBe(0);
    expect(services()).toEqual(['HelloService', 'OtherService']);
    const unknown = microgen('-out', '.', '-service', 'HelloServce');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('HelloService')]);
    expect(services()).toEqual(['HelloService', 'OtherService']);
  });

  it('leaves the documents and Swagger UI out where that is asked for, and takes them in again', () => {
    const added = ['docs/openapi.json', 'docs/schema.json', 'vendor/microgen-swagger-ui-0.1.0.tgz'];
    microgen('-idl', 'idl.ts', '-openapi=false', '-out', '.');
    for (const path of added) expect(existsSync(join(folder, path))).toBe(false);
    expect(read('package.json') + read('cmd/generated_routes.ts')).not.toMatch(/swagger|openapi/);
    expect(microgen('-openapi', '-out', '.').code).toBe(0);
    for (const path of added) expect(existsSync(join(folder, path))).toBe(true);
    expect(read('package.json')).toContain('"@microgen/swagger-ui": "file:vendor/');
    expect(microgen('-openapi=false', '-out', '.').code).toBe(0);
    for (const path of added) expect(existsSync(join(folder, path))).toBe(false);
    expect(read('package.json')).not.toContain('swagger');
  });

  it('shows the lines of a hand edit, in both refusals', () => {
    expect(microgen('-idl', 'idl.ts').code).toBe(0);
    const path = 'endpoint/helloservice/generated_chain.ts';
    write(path, `${read(path)}const mine = 1;\n`);
    const before = treeOf(folder);
    const refused = microgen();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`edited-by-hand: ${path} belongs to the generator`);
    expect(refused.out).toMatch(/^ {4}-const mine = 1;$/m);
    expect(refused.out).toContain('refused: nothing was changed');
    const checked = microgen('-check');
    expect(checked.code).toBe(2);
    expect(checked.out).toMatch(/^ {4}-const mine = 1;$/m);
    expect(treeOf(folder)).toEqual(before);
  });

  it('gives the same bytes in every locale and time zone', () => {
    const one = join(folder, 'one/hello');
    const two = join(folder, 'two/hello');
    for (const root of [one, two]) mkdirSync(root, { recursive: true });
    const args = ['-idl', '../../idl.ts'];
    expect(microgenIn(one, { LC_ALL: 'C', TZ: 'UTC' }, args).code).toBe(0);
    expect(
      microgenIn(
        two,
        { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
        args,
      ).code,
    ).toBe(0);
    expect(treeOf(two)).toEqual(treeOf(one));
  });

  it('says when another microgen generated the project', () => {
    expect(microgen('-idl', 'idl.ts').code).toBe(0);
    const path = '.microgen/manifest.json';
    write(path, read(path).replace(`"microgen": "${microgenVersion()}"`, '"microgen": "0.0.1"'));
    const before = treeOf(folder);
    const { code, err } = microgen();
    expect(code).toBe(0);
    expect(err).toContain(
      `the project was generated by microgen 0.0.1, this is ${microgenVersion()}`,
    );
    expect(treeOf(folder)).toEqual(before);
  });
});

describe('what is printed', () => {
  it('is one JSON document with -json, whatever happens', () => {
    const done = microgen('-idl', 'idl.ts', '-json');
    expect({ code: done.code, err: done.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(done.out)).toMatchObject({
      schemaVersion: 'microgen.result.v1',
      ok: true,
      exitCode: 0,
      wrote: true,
    });
    write('idl.ts', 'export interface A {');
    const failed = microgen('-json');
    expect({ code: failed.code, err: failed.err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(failed.out)).toMatchObject({
      ok: false,
      exitCode: 1,
      diagnostics: [{ code: 'syntax-error', span: { path: 'idl.ts' } }],
    });
    const usage = microgen('-json', '-wrong');
    expect({ code: usage.code, err: usage.err }).toEqual({ code: 64, err: '' });
    expect(JSON.parse(usage.out)).toMatchObject({
      ok: false,
      exitCode: 64,
      diagnostics: [{ code: 'usage' }],
    });
  });

  it('is nothing with -quiet, but errors', () => {
    expect(microgen('-idl', 'idl.ts', '-quiet')).toEqual({ code: 0, out: '', err: '' });
    write('idl.ts', '');
    const { code, out, err } = microgen('-quiet');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('no-service');
  });

  it('is every file with -verbose', () => {
    expect(microgen('-idl', 'idl.ts').code).toBe(0);
    expect(microgen('-verbose').out).toMatch(/^ {2}unchanged {5}skill\/skill\.ts$/m);
  });

  it('has no colours in a pipe', () =>
    expect(microgen('-idl', 'idl.ts').out + microgen('-wrong').err).not.toContain('\u001b'));

  it('may be cut off by its reader', async () => {
    const child = spawn(process.execPath, [bin, '-idl', 'idl.ts'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(existsSync(join(folder, 'package.json'))).toBe(true);
  });
});

describe('bad input', () => {
  interface Bad {
    readonly args: readonly string[];
    readonly idl?: string;
    readonly before?: () => void;
    readonly code: number;
    readonly says: RegExp;
  }

  const mixed = `export interface M { a: string }\nexport interface S {\n  get(m: M): Promise<M>;\n  size: number;\n}\n`;
  const duplicate = `export interface M { a: string }\nexport interface S {\n  sayHello(m: M): Promise<M>;\n  /** @http POST /sayhello */\n  other(m: M): Promise<M>;\n}\n`;

  const cases: Readonly<Record<string, Bad>> = {
    'a missing contract': {
      args: ['-idl', 'gone.ts'],
      code: 1,
      says: /^.*error idl-not-found: .*gone\.ts/,
    },
    'a syntax error': {
      args: ['-idl', 'idl.ts'],
      idl: 'export interface A {\n  a: string\n',
      code: 1,
      says: /^idl\.ts:\d+:\d+ - error syntax-error: /,
    },
    'an unknown type': {
      args: ['-idl', 'idl.ts'],
      idl: CONTRACT.replace('name: string', 'name: Strin'),
      code: 1,
      says: /^idl\.ts:1:39 - error unknown-type: .*Strin/,
    },
    'an interface that mixes methods and data': {
      args: ['-idl', 'idl.ts'],
      idl: mixed,
      code: 1,
      says: /^idl\.ts:\d+:\d+ - error /,
    },
    'no service': {
      args: ['-idl', 'idl.ts'],
      idl: 'export interface A { a: string }\n',
      code: 1,
      says: /error no-service: /,
    },
    'a route taken twice': {
      args: ['-idl', 'idl.ts'],
      idl: duplicate,
      code: 1,
      says: /^idl\.ts:\d+:\d+ - error duplicate-route: POST \/sayhello is already taken by S\.sayHello/m,
    },
    'an unknown flag': {
      args: ['-idl', 'idl.ts', '-outt', 'x'],
      code: 64,
      says: /error usage: unknown flag -outt[^]*-out\?/,
    },
    'an unknown command': {
      args: ['generat'],
      code: 64,
      says: /error usage: unknown command generat[^]*Did you mean generate\?/,
    },
    'no contract at all': { args: ['-out', 'x'], code: 64, says: /error idl-required: / },
    'an impossible name': {
      args: ['-idl', 'idl.ts', '-import', 'Not A Name'],
      code: 64,
      says: /error invalid-package-name: /,
    },
    'an impossible prefix': {
      args: ['-idl', 'idl.ts', '-prefix', 'a/{b}'],
      code: 64,
      says: /error invalid-prefix: /,
    },
    'an -out that is a file': {
      args: ['-idl', 'idl.ts', '-out', 'file'],
      before: () => write('file', ''),
      code: 1,
      says: /error out-not-a-folder: -out file is not a folder/,
    },
    'an -out below a file': {
      args: ['-idl', 'idl.ts', '-out', 'file/x'],
      before: () => write('file', ''),
      code: 1,
      says: /error out-not-a-folder: /,
    },
    'a contract that is a folder': {
      args: ['-idl', 'dir'],
      before: () => mkdirSync(join(folder, 'dir')),
      code: 1,
      says: /error idl-is-folder: dir /,
    },
    'a folder in the place of a file': {
      args: ['-idl', 'idl.ts'],
      before: () => mkdirSync(join(folder, 'tsconfig.json')),
      code: 1,
      says: /error path-blocked: tsconfig\.json cannot be a file: a folder is in its place/,
    },
    'a file in the place of a folder': {
      args: ['-idl', 'idl.ts'],
      before: () => write('cmd', ''),
      code: 1,
      says: /error path-blocked: cmd\/\S+ cannot be a file: the file cmd is in its place/,
    },
    'a link that leaves the project': {
      args: ['-idl', 'idl.ts'],
      before: () => symlinkSync(elsewhere, join(folder, 'cmd')),
      code: 1,
      says: /error link-leaves-project: cmd /,
    },
    'a manifest that leaves the project': {
      args: ['-idl', 'idl.ts'],
      before: () => symlinkSync(elsewhere, join(folder, '.microgen')),
      code: 1,
      says: /error link-leaves-project: \.microgen /,
    },
    'a broken manifest': {
      args: ['-idl', 'idl.ts'],
      before: () => {
        mkdirSync(join(folder, '.microgen'));
        write('.microgen/manifest.json', '<<<<<<< HEAD\n');
      },
      code: 1,
      says: /^\.microgen\/manifest\.json:1:1 - error manifest-broken: [^]*help: /,
    },
    'a file that microgen did not write': {
      args: ['-idl', 'idl.ts'],
      before: () => {
        mkdirSync(join(folder, 'cmd'));
        write('cmd/generated_routes.ts', 'mine\n');
      },
      code: 1,
      says: /error not-generated: cmd\/generated_routes\.ts is in the way/,
    },
  };

  it.each(Object.entries(cases))('%s gives one clear message and changes nothing', (_, bad) => {
    if (bad.idl !== undefined) write('idl.ts', bad.idl);
    bad.before?.();
    const before = treeOf(folder);
    const { code, err } = microgen(...bad.args);
    expect(err).toMatch(bad.says);
    expect(err.match(/\berror [a-z-]+: /g)).toHaveLength(1);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(bad.code);
    expect(treeOf(folder)).toEqual(before);
  });

  it.skipIf(process.platform !== 'linux')('an unwritable -out', () => {
    // /proc refuses new folders to everyone, root included.
    const { code, err } = microgen('-idl', 'idl.ts', '-out', '/proc/microgen');
    expect(code).toBe(1);
    expect(err).toMatch(/error out-not-writable: cannot write to \/proc\/microgen: /);
    expect(err.match(/\berror [a-z-]+: /g)).toHaveLength(1);
  });

  it('is never printed as terminal control characters', () => {
    const { err } = microgen('-idl', 'a\u001b[2Jb.ts');
    expect(err).toContain('error idl-not-found');
    expect(err).not.toContain('\u001b');
  });
});
