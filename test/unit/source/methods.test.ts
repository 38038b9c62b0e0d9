import { describe, expect, test } from 'vitest';
import { contractOf, faults, methodOf, parse, plain } from './read.ts';

const MESSAGES = 'export interface Req { id: string } export interface Res { ok: boolean }';

describe('the request', () => {
  test('is the one parameter that is a message', () => {
    expect(plain(methodOf('a(req: Req): Promise<Res>', MESSAGES))).toMatchObject({
      kind: 'unary',
      input: 'message',
      request: { kind: 'ref', name: 'Req' },
      response: { kind: 'ref', name: 'Res' },
      parameters: [{ name: 'req', type: { kind: 'ref', name: 'Req' } }],
    });
  });

  test.each<[string, string, string[]]>([
    ['sayHi(): Promise<void>', 'none', []],
    ['sayHi(id: string): Promise<void>', 'positional', ['id']],
    ['sayHi(id: string, n?: number): Promise<void>', 'positional', ['id', 'n']],
    ['sayHi(req: Req, n: number): Promise<void>', 'positional', ['req', 'n']],
    ['sayHi(of: Record<string, string>): Promise<void>', 'positional', ['of']],
    ['sayHi(req: { id: string }): Promise<void>', 'message', ['id']],
  ])('%s', (signature, input, fields) => {
    const contract = contractOf(`${MESSAGES} export interface A { ${signature} }`);
    const method = contract.services[0]?.methods[0];
    const request = contract.declarations.find(({ name }) => name === 'SayHiRequest');
    expect(method?.input).toBe(input);
    expect(method?.request).toEqual({ kind: 'ref', name: 'SayHiRequest' });
    expect(request?.from).toBe('derived');
    expect(request?.type.kind === 'object' && request.type.fields.map(({ name }) => name)).toEqual(
      fields,
    );
  });

  test('is named after what a utility type makes, as the author says it', () => {
    const signature = "a(req: Omit<Req, 'x'>): Promise<Partial<Req>>";
    const contract = contractOf(`${MESSAGES} export interface A { ${signature} }`);
    expect(contract.services[0]?.methods[0]).toMatchObject({
      input: 'message',
      request: { name: 'OmitReqX' },
      response: { name: 'PartialReq' },
    });
    const declaration = contract.declarations.find(({ name }) => name === 'OmitReqX');
    expect(declaration?.generic).toEqual({
      name: 'Omit',
      arguments: [
        { kind: 'ref', name: 'Req' },
        { kind: 'literal', value: 'x' },
      ],
      builtIn: true,
    });
  });

  test('of two methods of one name and two inputs has the name of the service too', () => {
    const contract = contractOf(`
      export interface A { list(): Promise<void> }
      export interface B { list(page: number): Promise<void> }`);
    expect(contract.declarations.map(({ name }) => name)).toEqual(['ListRequest', 'BListRequest']);
  });

  test('of two methods of one name and one input is one', () => {
    const contract = contractOf(
      'export interface A { list(): Promise<void> } export interface B { list(): Promise<void> }',
    );
    expect(contract.declarations.map(({ name }) => name)).toEqual(['ListRequest']);
  });

  test('parameters have comments of their own', () => {
    const contract = contractOf(
      'export interface A { /** @param id Which. */ a(id: string, /** How many. @minimum 1 */ n: number): Promise<void> }',
    );
    expect(contract.declarations[0]?.type).toMatchObject({
      fields: [
        { docs: { text: 'Which.' } },
        { docs: { text: 'How many.' }, type: { constraints: { minimum: 1 } } },
      ],
    });
  });
});

describe('the context is no part of it', () => {
  test.each([
    'a(req: Req, ctx: Context): Promise<void>',
    'a(req: Req, ctx?: Context): Promise<void>',
    'a(ctx: Context, req: Req): Promise<void>',
    'a(req: Req, signal?: AbortSignal): Promise<void>',
    'a(ctx: Context, req: Req, signal: AbortSignal): Promise<void>',
    'a: (req: Req, ctx: Context) => Promise<void>',
  ])('%s', (signature) => {
    const text = `${MESSAGES}\nexport interface A {\n  ${signature};\n}\n`;
    for (const head of ['', "import type { Context } from '@microgen/kit';\n"]) {
      const { services, snapshot } = contractOf(head + text);
      expect(services[0]?.methods[0]?.parameters.map(({ name }) => name)).toEqual(['req']);
      const own = snapshot.find(({ name }) => name === 'A')?.text ?? '';
      expect(own.replace(/\s+/g, ' ')).toBe(
        signature.startsWith('a:')
          ? 'export interface A { a: (req: Req) => Promise<void>; }'
          : 'export interface A { a(req: Req): Promise<void>; }',
      );
    }
  });

  test('not even where the file declares its own', () => {
    const method = methodOf('a(ctx: Context): Promise<void>', 'interface Context { user: string }');
    expect(method.input).toBe('none');
  });
});

describe('the answer', () => {
  test.each<[string, unknown]>([
    ['Promise<void>', undefined],
    ['Promise<undefined>', undefined],
    ['PromiseLike<string>', { kind: 'scalar', scalar: 'string' }],
    ['Thenable<string>', { kind: 'scalar', scalar: 'string' }],
    ['Promise<Res | null>', { kind: 'nullable', of: { kind: 'ref', name: 'Res' } }],
    ['Promise<Res[]>', { kind: 'list', items: { kind: 'ref', name: 'Res' } }],
    ['Later<Res>', { kind: 'ref', name: 'Res' }],
  ])('%s', (answer, wanted) => {
    const later = 'type Later<T> = Promise<T>;';
    expect(plain(methodOf(`a(): ${answer}`, MESSAGES + later)).response).toEqual(wanted);
  });

  test.each([
    ['a(req: Req): AsyncIterable<Res>', 'server-stream'],
    ['a(req: Req): AsyncGenerator<Res>', 'server-stream'],
    ['a(req: AsyncIterable<Req>): Promise<Res>', 'client-stream'],
    ['a(req: AsyncIterable<Req>): AsyncIterable<Res>', 'bidi-stream'],
  ])('%s', (signature, kind) => {
    expect(plain(methodOf(signature, MESSAGES))).toMatchObject({
      kind,
      request: { kind: 'ref', name: 'Req' },
      response: { kind: 'ref', name: 'Res' },
    });
  });
});

describe('what the comment says', () => {
  test('all of it', () => {
    const method = methodOf(
      `
      /**
       * Finds one.
       * In two lines.
       * @http GET /users/{id}
       * @summary Find
       * @deprecated use other
       * @throws not_found when there is none
       * @throws {TypeError} never
       * @throws {already_exists} when the name is taken
       * @throws { unavailable } - while the store is down
       * @throws {internal}
       * @scope users:read users:list
       * @tag Users
       * @timeout 1.5s
       * @tool find_user
       * @example {"id": "1"}
       * @example
       * const user = await service.find({ id: '1' });
       */
      find(req: Req): Promise<Res>`,
      MESSAGES,
    );
    expect(method).toMatchObject({
      docs: {
        text: 'Finds one.\nIn two lines.',
        summary: 'Find',
        deprecated: 'use other',
        examples: [{ id: '1' }],
      },
      http: { verb: 'GET', path: '/users/{id}' },
      errors: [
        { code: 'not_found', when: 'when there is none' },
        { code: 'already_exists', when: 'when the name is taken' },
        { code: 'unavailable', when: 'while the store is down' },
        { code: 'internal', when: '' },
      ],
      scopes: ['users:read', 'users:list'],
      tags: ['Users'],
      timeout: 1500,
      tool: 'find_user',
    });
  });

  test('nothing', () => {
    const method = methodOf('/** @tool false */ a(): Promise<void>');
    expect(method.tool).toBe(false);
    expect(methodOf('a(): Promise<void>')).not.toHaveProperty('tool');
  });

  test.each([
    ['`not_found`', 'not_found'],
    ['{NotFound} - when there is none', 'not_found'],
    ['ConflictException', 'conflict'],
    ['Canceled', 'cancelled'],
    ['DEADLINE_EXCEDED', 'deadline_exceeded'],
    ['{Error} when the store is down', undefined],
    ['UserNotFoundError', undefined],
    ['{@link Store} when it is down', undefined],
    ['If the user does not exist', undefined],
    ['', undefined],
  ])('of `@throws %s` the code that was meant', (value, meant) => {
    const text = `export interface A { /** @throws ${value} */ a(): Promise<void> }`;
    const { contract, diagnostics } = parse(text);
    expect(contract?.services[0]?.methods[0]?.errors).toEqual([]);
    const expected = ['unknown-error-code', 'warning', `Did you mean ${meant}?`];
    expect(diagnostics.map(({ code, severity, help }) => [code, severity, help])).toEqual(
      meant === undefined ? [] : [expected],
    );
  });

  test('a base path on the interface', () => {
    const { services } = contractOf(
      '/** @http /users */ export interface A { a(): Promise<void> }',
    );
    expect(services[0]?.basePath).toBe('/users');
  });
});

describe('services', () => {
  test('in a file that exports nothing, any interface', () => {
    const { services } = contractOf('interface A { a(): Promise<void> } interface M { x: string }');
    expect(services.map(({ name, id }) => [name, id])).toEqual([['A', 'a']]);
  });

  test('inherit methods, also generic ones', () => {
    const { services } = contractOf(`
      interface Crud<T> { get(id: string): Promise<T> }
      export interface User { id: string }
      export interface UserService extends Crud<User> { ping(): Promise<void> }`);
    expect(plain(services[0]?.methods.map(({ name, response }) => [name, response]))).toEqual([
      ['ping', null],
      ['get', { kind: 'ref', name: 'User' }],
    ]);
  });

  test('re-exported from another file', () => {
    const files = { 'users.ts': 'export interface Users { list(): Promise<string[]> }' };
    const { services } = contractOf("export * from './users.ts';", files);
    expect(services.map(({ name }) => name)).toEqual(['Users']);
  });

  test('only those that are asked for', () => {
    const text =
      'export interface A { a(): Promise<void> } export interface B { b(): Promise<void> }';
    const { contract } = parse(text, { services: ['B'] });
    expect(contract?.services.map(({ name }) => name)).toEqual(['B']);
  });

  test('what no service reaches is left alone', () => {
    expect(
      faults(`import { readFile } from 'node:fs';
        export class Server { start(): void { readFile(process.argv[0]); } }
        export interface Logger { info(text: string): void }
        export interface Bad { f: () => void; x: Nowhere }
        export interface A { a(): Promise<void> }
        export const run = async (): Promise<void> => console.log(new Server());`),
    ).toEqual([]);
  });
});
