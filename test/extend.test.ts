import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/cli/run.ts';
import { extendCodes } from '../src/diagnostics/codes/extend.ts';
import { middlewareNames } from '../src/plan/middleware.ts';
import { linkModules, typeCheck } from './support/type-check.ts';

const HELLO = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;
const ORDERS = `
export interface Order { id: string; state: State; at: Date }
export type State = 'open' | 'done';
/** Orders. */
export interface OrderService {
  order(id: string): Promise<Order>;
}
`;
const PETS = `
export interface PetService { pet(id: string): Promise<void> }
`;
const WAVE = HELLO.replace(
  '  /** SayHello',
  `  /**
   * Waves.
   * @throws not_found when nobody is there
   */
  wave(wave: Wave, loud?: boolean): Promise<HelloResponse[]>;
  /** SayHello`,
).concat(
  "\nexport interface Wave { times: number; mood?: Mood }\nexport type Mood = 'good' | 'bad';\n",
);
const BYE = WAVE.replace('  /** SayHello', '  bye(): Promise<void>;\n  /** SayHello');

const SERVICE = 'service/helloservice/service.ts';

let base: string;
let folder: string;
/** Two projects of one contract: it is the project's own, or it stands beside. */
let own: string;
let beside: string;

interface Said {
  readonly code: number;
  readonly out: string;
  readonly codes: readonly string[];
}

async function microgen(...args: readonly string[]): Promise<Said> {
  const texts: string[] = [];
  const code = await run([...args, '-json'], {
    cwd: folder,
    env: {},
    isTty: { stdout: false, stderr: false },
    out: (text) => void texts.push(text),
    err: (text) => void texts.push(text),
  });
  const out = texts.join('');
  const { diagnostics } = JSON.parse(out) as { diagnostics: readonly { code: string }[] };
  return { code, out, codes: diagnostics.map((one) => one.code) };
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

function contents(): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

/** An append that holds: it is done, a bare rerun has nothing to do, and the project compiles. */
async function holds(...args: readonly string[]): Promise<Said> {
  const said = await microgen('extend', ...args);
  expect(said).toMatchObject({ code: 0 });
  const after = contents();
  expect(await microgen('-check', '-out', '.')).toMatchObject({ code: 0 });
  expect(await microgen('-out', '.')).toMatchObject({ code: 0 });
  expect(contents()).toEqual(after);
  expect(typeCheck(dirname(folder), ['hello'])).toBe('');
  return said;
}

/** An append that is refused: with this code, and nothing is changed. */
async function refuses(code: keyof typeof extendCodes, ...args: readonly string[]): Promise<Said> {
  const before = contents();
  const said = await microgen('extend', ...args);
  expect(said).toMatchObject({ code: 1, codes: [code] });
  expect(contents()).toEqual(before);
  return said;
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'microgen-extend-'));
  linkModules(base);
  own = join(base, 'own');
  beside = join(base, 'beside');
  for (const [project, idl] of [
    [own, 'idl.ts'],
    [beside, '../api.ts'],
  ] as const) {
    mkdirSync(project);
    folder = project;
    write(idl, HELLO);
    const { code, out } = await microgen('-idl', idl, '-out', '.', '-import', 'hello');
    if (code !== 0) throw new Error(out);
  }
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

function use(project: string): void {
  const home = mkdtempSync(join(base, 'case-'));
  folder = join(home, 'hello');
  cpSync(project, folder, { recursive: true });
  writeFileSync(join(home, 'api.ts'), HELLO);
}

beforeEach(() => use(own));

describe('a service', () => {
  it('is appended from the contract of the project', async () => {
    write('idl.ts', HELLO + ORDERS);
    await holds('-append-service', 'OrderService');
    expect(JSON.parse(read('.microgen/manifest.json'))).toMatchObject({
      services: ['HelloService', 'OrderService'],
      options: { service: '' },
    });
  });

  it('is appended alone, whatever else is new', async () => {
    write('idl.ts', HELLO + PETS + ORDERS);
    const { codes } = await holds('-append-service', 'orderservice');
    expect(codes).toEqual(['left-alone']);
    expect(existsSync(join(folder, 'service/petservice'))).toBe(false);
    const second = await holds('-append-service', 'PetService');
    expect(second.codes).toEqual(['service-list-widened']);
    expect(second.out).toContain(
      '-service is HelloService,OrderService,PetService from now on, no longer HelloService,OrderService',
    );
    expect(existsSync(join(folder, 'service/petservice/service.ts'))).toBe(true);
  });

  it('is added at the end of an idl.ts of the user’s', async () => {
    const mine = `// mine\r\n${HELLO.replaceAll('\n', '\r\n')}`;
    write('idl.ts', mine);
    await microgen('-out', '.');
    write('full.ts', HELLO + PETS + ORDERS);
    const { codes } = await holds('-append-service', 'OrderService', '-idl', 'full.ts');
    expect(codes).toEqual(['left-alone']);
    const text = read('idl.ts');
    expect(text.startsWith(mine)).toBe(true);
    expect(text.slice(mine.length)).toBe(
      `\r\n${ORDERS.trim()
        .split('\n')
        .join('\r\n')
        .replace('\r\nexport type', '\r\n\r\nexport type')
        .replace('\r\n/** Orders', '\r\n\r\n/** Orders')}\r\n`,
    );
  });

  it('is taken from the file beside, and from another one from then on', async () => {
    use(beside);
    write('../api.ts', HELLO + ORDERS);
    expect((await holds('-append-service', 'OrderService')).codes).toEqual([]);
    write('../full.ts', HELLO + ORDERS + PETS);
    const { codes } = await holds('-append-service', 'PetService', '-idl', '../full.ts');
    expect(codes).toEqual(['source-changed']);
    expect(JSON.parse(read('.microgen/manifest.json')).options.idl).toBe('../full.ts');
  });

  it('has the middleware that was appended before', async () => {
    await holds('-append-middleware', 'tracing');
    write('idl.ts', HELLO + ORDERS);
    await holds('-append-service', 'OrderService');
    expect(read('endpoint/orderservice/generated_chain.ts')).toContain('tracing({');
  });

  it.each([
    ['is there already', HELLO + ORDERS, 'HelloService', 'target-exists'],
    ['is nowhere', HELLO + ORDERS, 'Nope', 'target-unknown'],
    ['comes without the others', ORDERS, 'OrderService', 'contract-not-combined'],
    ['comes with another change', WAVE + ORDERS, 'OrderService', 'contract-differs'],
  ] as const)('that %s is refused', async (_name, text, name, code) => {
    write('idl.ts', text);
    await refuses(code, '-append-service', name);
  });

  it('that means another thing by a name of mine is refused', async () => {
    write('idl.ts', `${HELLO}export type State = number;\n`);
    await microgen('-out', '.');
    write('full.ts', HELLO + ORDERS);
    const { out } = await refuses(
      'declaration-differs',
      '-append-service',
      'OrderService',
      '-idl',
      'full.ts',
    );
    expect(out).toContain('Order.state');
  });
});

describe('a method', () => {
  it('is appended with a stub, and nothing else of the class is touched', async () => {
    const mine = read(SERVICE)
      .replaceAll('  ', '\t')
      .replaceAll('\n', '\r\n')
      .replace(
        "throw unimplemented('HelloService.sayHello');",
        'return { message: req.name }; // }',
      );
    write(SERVICE, mine);
    write('idl.ts', WAVE);
    await holds('-append-method', 'helloservice.WAVE');
    const text = read(SERVICE);
    expect(text).toContain('\tasync wave(wave: Wave');
    expect(text).toContain("\t\tthrow unimplemented('HelloService.wave');\r\n");
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    const rest = text
      .replace(/\r\n\r\n\t\/\*\*\r\n\t \* Waves[^]*?\r\n\t\}/, '')
      .replace('HelloResponse, Wave }', 'HelloResponse }');
    expect(rest).toBe(mine);
  });

  it('is added to the interface of an idl.ts of the user’s', async () => {
    write('full.ts', BYE + ORDERS);
    const { codes } = await holds('-append-method', 'HelloService.wave', '-idl', 'full.ts');
    expect(codes).toEqual(['left-alone']);
    expect(read('idl.ts')).toContain('wave(wave: Wave, loud?: boolean)');
    expect(read('idl.ts')).not.toContain('bye');
    await holds('-append-method', 'HelloService.bye', '-idl', 'full.ts');
    expect(read(SERVICE)).toContain("unimplemented('HelloService.bye')");
  });

  it('gets its stub after a plain regeneration, whose plan names it', async () => {
    write('idl.ts', BYE);
    const { codes, out } = await microgen('-out', '.');
    expect(codes).toEqual(['method-not-written', 'method-not-written']);
    expect(out).toContain('microgen extend -append-method HelloService.wave -out .');
    expect(await microgen('extend', '-append-method', 'HelloService.wave')).toMatchObject({
      code: 0,
    });
    await holds('-append-method', 'HelloService.bye');
  });

  it.each([
    ['does not name it', '', /class Base[^]*wave\(wave[^]*class HelloServiceImpl/],
    [
      'leaves it to others',
      'abstract wave(wave: Wave, loud: boolean | undefined, ctx: Context): Promise<HelloResponse[]>;',
      /class HelloServiceImpl[^]*async wave\(wave/,
    ],
  ])('goes where it compiles, when an abstract base %s', async (_name, promise, place) => {
    const text = read(SERVICE)
      .replace(
        'export class HelloServiceImpl',
        `abstract class Base implements HelloServiceHandler {\n  abstract sayHello(req: HelloRequest, ctx: Context): Promise<HelloResponse>;\n  ${promise}\n}\n\nexport class HelloServiceImpl`,
      )
      .replace(
        'HelloServiceImpl implements HelloServiceHandler {',
        'HelloServiceImpl extends Base {',
      )
      .replace('HelloResponse }', promise === '' ? 'HelloResponse }' : 'HelloResponse, Wave }')
      .replace('    this.deps', '    super();\n    this.deps');
    write(SERVICE, text);
    write('idl.ts', WAVE);
    await holds('-append-method', 'HelloService.wave');
    expect(read(SERVICE)).toMatch(place);
  });

  it('that was written by hand before it is adopted is left alone', async () => {
    write('idl.ts', WAVE);
    const mine = read(SERVICE).replace(
      '  /** SayHello',
      '  wave = async () => [];\n\n  /** SayHello',
    );
    write(SERVICE, mine);
    await holds('-append-method', 'HelloService.wave');
    expect(read(SERVICE)).toBe(mine);
  });

  it.each([
    ['is there already', HELLO, 'HelloService.sayHello', 'target-exists'],
    ['is nowhere', WAVE, 'HelloService.nope', 'target-unknown'],
    ['is of no service', WAVE, 'Nope.wave', 'service-unknown'],
    ['comes with another', BYE, 'HelloService.wave', 'contract-differs'],
  ] as const)('that %s is refused', async (_name, text, name, code) => {
    write('idl.ts', text);
    await refuses(code, '-append-method', name);
  });

  it.each([
    ['is not TypeScript', 'class {', 'class-file-broken'],
    ['has no class', 'export const a = 1;\n', 'class-not-found'],
    [
      'has two',
      'export class A implements HelloServiceHandler {}\nexport class B implements HelloServiceHandler {}\n',
      'class-not-found',
    ],
  ] as const)('is refused where the file %s', async (_name, text, code) => {
    write(SERVICE, text);
    write('idl.ts', WAVE);
    await refuses(code, '-append-method', 'HelloService.wave');
  });

  it('is refused where my idl.ts has its interface elsewhere', async () => {
    write('more.ts', HELLO);
    write('idl.ts', "export * from './more.ts';\n");
    expect(await microgen('-out', '.')).toMatchObject({ code: 0 });
    write('full.ts', WAVE);
    await refuses('interface-not-found', '-append-method', 'HelloService.wave', '-idl', 'full.ts');
  });
});

describe('middleware', () => {
  it('is appended to every chain, in order, and survives', async () => {
    await holds('-append-middleware', 'metrics, Error_Handling');
    await holds('-append-middleware', 'tracing,metrics');
    const chain = read('endpoint/helloservice/generated_chain.ts');
    const calls = ['customMiddleware(', 'metrics(', 'errorHandling(', 'tracing(', 'logging('];
    const places = calls.map((call) => chain.lastIndexOf(call));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(await microgen('-out', '.', '-skill=false')).toMatchObject({ code: 0 });
    expect(JSON.parse(read('.microgen/manifest.json')).middleware).toEqual([
      'metrics',
      'error-handling',
      'tracing',
    ]);
  });

  it('that stands on a package brings it, and says what may be called twice', async () => {
    await holds('-append-middleware', 'retry');
    expect(JSON.parse(read('package.json')).dependencies).toHaveProperty('cockatiel');
    write(
      'idl.ts',
      `${HELLO}export interface ItemService { getItem(id: string): Promise<void>; addItem(id: string): Promise<void> }\n`,
    );
    await holds('-append-service', 'ItemService');
    const told = read('endpoint/itemservice/endpoints.ts').match(
      /'ItemService\.\w+'|idempotent: true/g,
    );
    expect(told).toEqual(["'ItemService.getItem'", 'idempotent: true', "'ItemService.addItem'"]);
  });

  it('that is there already, or is none, is refused', async () => {
    await microgen('extend', '-append-middleware', 'tracing');
    await refuses('middleware-present', '-append-middleware', 'tracing');
    await refuses('middleware-unknown', '-append-middleware', 'tracing,auth');
  });

  it('is refused where the contract has changed', async () => {
    write('idl.ts', WAVE);
    await refuses('contract-differs', '-append-middleware', 'tracing');
  });
});

describe('any append', () => {
  it.each([
    [['-skill=false', '-openapi=false']],
    [['-tests=false', '-docs=false']],
    [['-prefix', 'api/v1']],
    [['-docs=false', '-tests=false', '-skill=false', '-openapi=false', '-prefix', 'x']],
  ])('holds in a project with %j', async (options) => {
    expect(await microgen('-out', '.', ...options)).toMatchObject({ code: 0 });
    write('idl.ts', WAVE + ORDERS);
    await microgen('extend', '-append-service', 'OrderService');
    write('idl.ts', HELLO + ORDERS);
    await holds('-append-service', 'OrderService');
    await holds('-append-middleware', middlewareNames.join(','));
    write('idl.ts', WAVE + ORDERS);
    await holds('-append-method', 'HelloService.wave');
  });

  it('is refused in a project that is not as it was generated', async () => {
    rmSync(join(folder, 'cmd/generated_routes.ts'));
    await refuses('project-drift', '-append-middleware', 'tracing');
    await microgen('-out', '.');
    write('AGENTS.md', 'mine');
    await refuses('project-drift', '-append-middleware', 'tracing');
  });

  it('is refused where there is no project, and of what comes later', async () => {
    await refuses('models-not-enabled', '-append-model', 'User');
    await refuses('not-a-project', '-append-middleware', 'tracing', '-out', 'nowhere');
  });

  it('only shows what it would do with -dry-run and -diff', async () => {
    const before = contents();
    const { code, out } = await microgen('extend', '-append-middleware', 'tracing', '-diff');
    expect([code, contents()]).toEqual([0, before]);
    expect(JSON.parse(out).next).toEqual(['microgen extend -append-middleware tracing -out .']);
    expect(out).toContain('+    tracing({ operation: info.operation }),');
  });

  it.each([
    [[]],
    [['-append-service', 'A', '-append-middleware', 'tracing']],
    [['-append-method', 'wave']],
    [['-append-middleware', ',']],
    [['-check', '-append-service', 'A']],
    [['-check', '-idl', 'a.ts']],
    [['-append-servce', 'A']],
  ])('is asked for wrongly by %j', async (args) => {
    expect(await microgen('extend', ...args)).toMatchObject({ code: 64, codes: ['usage'] });
  });
});

describe('extend -check', () => {
  const check = () => microgen('extend', '-check', '-out', '.');

  it('finds a fresh project ready, and writes nothing', async () => {
    const everything = readdirSync(folder, { recursive: true, withFileTypes: true });
    const folders = [
      folder,
      ...everything.filter((one) => one.isDirectory()).map((one) => join(one.parentPath, one.name)),
    ];
    const times = () => folders.map((path) => statSync(path).mtimeMs);
    const [before, stamps] = [contents(), times()];
    for (const path of folders) chmodSync(path, 0o555);
    const said = await check();
    for (const path of folders) chmodSync(path, 0o755);
    expect(said).toMatchObject({ code: 0, codes: [] });
    expect([contents(), times()]).toEqual([before, stamps]);
    expect(JSON.parse(said.out).report).toMatchObject({
      status: 'ready',
      manifestStatus: 'valid',
      services: ['HelloService'],
      middleware: [],
      drift: [],
    });
  });

  it('names a seam that is missing', async () => {
    rmSync(join(folder, 'cmd/generated_services.ts'));
    const { code, out } = await check();
    expect(code).toBe(2);
    const { report } = JSON.parse(out);
    expect(report.paths[0]).toMatchObject({
      name: 'append-service',
      status: 'not ready',
      missing: ['cmd/generated_services.ts'],
    });
    expect(report.drift).toEqual([{ path: 'cmd/generated_services.ts', state: 'is missing' }]);
  });

  it.each([
    ['no class that implements the handler', 'export const none = 1;\n', /let one class of/],
    ['no TypeScript', 'export class {{\n', /^mend service\/helloservice\/service\.ts/],
  ])('names a service whose file has %s', async (_, text, action) => {
    write(SERVICE, text);
    const { code, out } = await check();
    expect(code).toBe(2);
    const { report } = JSON.parse(out);
    expect(report.status).toBe('needs attention');
    const [service, , middleware, method] = report.paths;
    expect([service.status, middleware.status]).toEqual(['ready', 'ready']);
    expect(method).toMatchObject({
      name: 'append-method',
      status: 'not ready',
      missing: [SERVICE],
      action: expect.stringMatching(action),
    });
  });

  it('finds a hand-edited project not ready', async () => {
    write('AGENTS.md', 'mine');
    expect(await check()).toMatchObject({ code: 2 });
  });

  it('fails in a folder that is no project', async () => {
    folder = join(base, 'nothing');
    mkdirSync(folder);
    expect(await check()).toMatchObject({ code: 1, codes: ['not-a-project'] });
    write('package.json', '{}');
    expect(await check()).toMatchObject({ code: 1, codes: ['not-a-project'] });
  });

  it('is read by people', async () => {
    const texts: string[] = [];
    const out = (text: string) => void texts.push(text);
    const terminal = {
      cwd: folder,
      env: {},
      isTty: { stdout: false, stderr: false },
      out,
      err: out,
    };
    expect(await run(['extend', '-check'], terminal)).toBe(0);
    const titles = texts.join('').match(/^[A-Z].*:$/gm);
    expect(titles).toEqual([
      'Summary:',
      'Compatibility Seams:',
      'Append Paths:',
      'Recommended Actions:',
      'Warnings:',
    ]);
  });
});
