import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../kit/src/errors/error-code.ts';
import { statusOf } from '../../../kit/src/http/status.ts';
import type { Json } from '../../../src/ir/types.ts';
import { memberExamples, withoutMembers } from '../../../src/plan/openapi/examples.ts';
import { STATUSES } from '../../../src/plan/openapi/statuses.ts';
import { openApiOf, schemasOf } from '../../support/openapi.ts';

interface Operation {
  readonly [key: string]: Json | undefined;
  readonly parameters?: readonly { readonly [key: string]: Json }[];
  readonly responses: { readonly [status: string]: { readonly [key: string]: Json } };
}

interface Document {
  readonly [key: string]: unknown;
  readonly paths: { readonly [path: string]: { readonly [verb: string]: Operation } };
  readonly components: { readonly [kind: string]: { readonly [key: string]: Json } };
}

const documentOf = (text: string, prefix?: string) =>
  openApiOf(text, prefix) as unknown as Document;

/** The operation of the only method of a service. */
function operationOf(method: string, declarations = ''): Operation {
  const { paths } = documentOf(`${declarations}\nexport interface TestService {\n${method}\n}`);
  const [path] = Object.values(paths);
  const [operation] = Object.values(path ?? {});
  if (operation === undefined) throw new Error('there is no operation');
  return operation;
}

const problem = { $ref: '#/components/schemas/Problem' };
const problemContent = { 'application/problem+json': { schema: problem } };

describe('the document as a whole', () => {
  it('says what it is, where it is served and who may ask', () => {
    const {
      paths: _,
      components: __,
      ...rest
    } = documentOf(`/** Greets. */
export interface HelloService {
  /** @tag greetings @tag HelloService */
  sayHello(name: string): Promise<string>;
}`);
    expect(rest).toEqual({
      openapi: '3.1.1',
      info: { title: 'x', version: '0.1.0' },
      servers: [{ url: '/' }],
      security: [],
      tags: [{ name: 'HelloService', description: 'Greets.' }, { name: 'greetings' }],
    });
  });

  it('is the same, key by key, for the same contract', () => {
    const text = 'export interface S { b(x: { y: string }): Promise<number>; a(): Promise<void> }';
    expect(JSON.stringify(openApiOf(text))).toBe(JSON.stringify(openApiOf(text)));
    expect(Object.keys(documentOf(text).paths)).toEqual(['/b', '/a']);
  });

  it('has the prefix of the routes in its paths', () => {
    const { paths } = documentOf('export interface S { a(): Promise<void> }', 'api/v1');
    expect(Object.keys(paths)).toEqual(['/api/v1/s/a']);
  });

  it('makes one path of those that differ in names only', () => {
    const { paths } = documentOf(`export interface UserService {
  /** @http GET /users/{id} */ get(id: string): Promise<string>;
  /** @http PUT /users/{name}/{part} */ put(name: string, part: string): Promise<void>;
  /** @http DELETE /users/{name} */ remove(name: string): Promise<void>;
}`);
    expect(Object.entries(paths).map(([path, verbs]) => [path, Object.keys(verbs)])).toEqual([
      ['/users/{id}', ['get', 'delete']],
      ['/users/{name}/{part}', ['put']],
    ]);
    expect(paths['/users/{id}']?.['delete']?.parameters).toMatchObject([{ name: 'id' }]);
  });

  it('calls operations by identifiers, each by another one', () => {
    const { paths } = documentOf(
      'export interface UserService { $get(): Promise<void>; größe(): Promise<void> }\n' +
        'export interface User { $get(): Promise<void>; _get(): Promise<void> }',
      'p',
    );
    const ids = Object.values(paths).flatMap((verbs) =>
      Object.values(verbs).map(({ operationId }) => operationId),
    );
    expect(ids).toEqual(['userService__get', 'userService_gr_f6_df_e', 'user__get_2', 'user__get']);
    expect(ids.every((id) => /^[A-Za-z_]\w*$/.test(String(id)))).toBe(true);
  });

  it("keeps the names of the contract's own messages", () => {
    const { components } = documentOf(`export interface Problem { mine: string }
export interface S { a(): Promise<Problem> }`);
    expect(components['schemas']).toMatchObject({
      Problem: { properties: { mine: { type: 'string' } } },
      Problem_2: { properties: { requestId: { type: 'string' } } },
    });
    expect(components['responses']).toMatchObject({
      Failure: {
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem_2' } },
        },
      },
    });
  });
});

describe('the parameters of an operation', () => {
  it('are those of path and query, as the service reads them', () => {
    const { parameters, requestBody } = operationOf(
      `
  /** @http GET /users/{id}/posts @example {"id": "7", "where": {"title": "a"}, "kinds": ["b"], "tags": ["x", "y"]} */
  list(req: Filter): Promise<string>`,
      `
export interface Filter {
  /** @format int64 */
  id: bigint;
  /** Any of these. */
  tags?: string[];
  kinds: Set<'a' | 'b'>;
  where: { title: string; /** @deprecated */ before?: Date };
  page?: { size: number };
  /** @integer @default 20 @example 50 */
  size?: number;
}`,
    );
    expect(requestBody).toBeUndefined();
    expect(parameters?.map((one) => withoutMembers(one, ['schema']))).toEqual([
      { name: 'id', in: 'path', required: true, example: '7' },
      {
        name: 'tags',
        in: 'query',
        style: 'form',
        explode: true,
        description: 'Any of these.',
        example: ['x', 'y'],
      },
      {
        name: 'kinds',
        in: 'query',
        style: 'form',
        explode: true,
        example: ['b'],
      },
      { name: 'where.title', in: 'query', required: true, example: 'a' },
      { name: 'where.before', in: 'query', deprecated: true },
      { name: 'page.size', in: 'query' },
      { name: 'size', in: 'query', example: 50 },
    ]);
    expect(parameters?.map(({ schema }) => schema).slice(1)).toEqual([
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, uniqueItems: true },
      { type: 'string' },
      { type: 'string', format: 'date-time' },
      { type: 'number' },
      { type: 'integer', default: 20 },
    ]);
  });
});

describe('a list in a query', () => {
  const said = (parameters: string) =>
    operationOf(
      `find(${parameters}): Promise<void>`,
      'export type Some = Few; /** @minItems 1 */ export type Few = string[]',
    ).parameters?.map(({ name, required = false, schema }) => [
      name,
      required,
      (schema as { default?: unknown }).default,
    ]);

  it.each([
    ['tags: string[]', ['tags', false, undefined]],
    ['tags: Set<string>', ['tags', false, undefined]],
    ['/** @minItems 1 */ tags: string[]', ['tags', true, undefined]],
    ['/** @maxItems 1 */ tags: string[]', ['tags', false, undefined]],
    ['tags: Some', ['tags', true, undefined]],
    ['/** @minItems 1 */ tags?: string[]', ['tags', false, undefined]],
    ['/** @default ["a"] */ tags?: string[]', ['tags', false, ['a']]],
    ['/** @default ["a"] */ tags: string[]', ['tags', false, undefined]],
    ['id: string, by: { tags: string[] }', ['by.tags', false, undefined]],
    ['id: string, by: { /** @minItems 2 */ tags: string[] }', ['by.tags', true, undefined]],
    ['id: string, by?: { /** @minItems 2 */ tags: string[] }', ['by.tags', false, undefined]],
  ])('may be left out where it may be empty: %s', (parameters, expected) => {
    expect(said(parameters)?.at(-1)).toEqual(expected);
  });
});

describe('the body of an operation', () => {
  it.each([
    ['run(a: string)', true],
    ['run(a: string, b?: string)', true],
    ['run(a?: string)', false],
    ['run(req: {})', false],
    ['run(req?: { a?: string })', false],
    ['/** @http PUT /{a} */ run(a: string, b?: string)', false],
    ['/** @http PUT /{a} */ run(a: string, b: string[])', true],
    ['run(items: AsyncIterable<string>)', true],
  ])('may be left out where all of it is optional: %s', (method, required) => {
    expect(operationOf(`${method}: Promise<void>`)['requestBody']).toMatchObject({ required });
  });

  const user = 'export interface User { id: string; name: string }';

  it('is the request, closed', () => {
    expect(operationOf('create(user: User): Promise<User>', user)['requestBody']).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            $ref: '#/components/schemas/User',
            type: 'object',
            unevaluatedProperties: false,
          },
        },
      },
    });
  });

  it('is what the path leaves of it, in the examples too', () => {
    const operation = operationOf(
      `/** @http PUT /users/{id} @example {"id": "1", "name": "Ada"} @example {"id": "2", "name": "Bob"} */
  update(user: User): Promise<User>`,
      user,
    );
    expect(operation['requestBody']).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { name: { type: 'string' } },
            required: ['name'],
            unevaluatedProperties: false,
          },
          examples: {
            example1: { value: { name: 'Ada' } },
            example2: { value: { name: 'Bob' } },
          },
        },
      },
    });
    expect(operation.parameters).toMatchObject([
      { name: 'id', examples: { example1: { value: '1' }, example2: { value: '2' } } },
    ]);
  });

  it('is open where the message takes any property', () => {
    const { requestBody } = operationOf(
      'send(req: { a: string; [key: string]: string }): Promise<void>',
    );
    expect(JSON.stringify(requestBody)).not.toContain('"unevaluatedProperties":false');
  });

  it('is lines of items for a stream', () => {
    const { requestBody } = operationOf(
      '/** @http POST /up */ up(users: AsyncIterable<User>): Promise<void>',
      user,
    );
    expect(requestBody).toMatchObject({
      required: true,
      content: {
        'application/x-ndjson': {
          schema: { $ref: '#/components/schemas/User', unevaluatedProperties: false },
        },
      },
    });
  });
});

describe('the answers of an operation', () => {
  it('are those of its input, its errors and its scopes', () => {
    const { responses, security } = operationOf(`/**
   * @http POST /users
   * @scope users:write
   * @throws already_exists when the name is taken
   * @throws conflict when another one came first
   * @throws invalid_argument when the name is no name
   * @throws failed_precondition
   * @throws resource_exhausted
   * @throws unavailable when it is down
   */
  create(name: string): Promise<string>`);
    expect(security).toEqual([{ bearer: ['users:write'] }]);
    const shared = (name: string) => ({ $ref: `#/components/responses/${name}` });
    const retry = {
      'Retry-After': {
        description: 'Seconds until it is worth another try.',
        schema: { type: 'integer', minimum: 0 },
      },
    };
    expect(responses).toEqual({
      200: {
        description: 'The answer.',
        content: { 'application/json': { schema: { type: 'string' } } },
      },
      400: {
        description:
          'The request is not what the contract asks for; `errors` says where.\n\n`invalid_argument` when the name is no name',
        content: problemContent,
      },
      401: shared('Unauthorized'),
      403: shared('Forbidden'),
      409: {
        description:
          '`already_exists` when the name is taken\n\n`conflict` when another one came first',
        content: problemContent,
      },
      412: { description: '`failed_precondition`', content: problemContent },
      413: shared('PayloadTooLarge'),
      415: shared('UnsupportedMediaType'),
      429: { description: '`resource_exhausted`', headers: retry, content: problemContent },
      503: {
        description: '`unavailable` when it is down',
        headers: retry,
        content: problemContent,
      },
      default: shared('Failure'),
    });
  });

  it('are few where nothing goes in and nothing comes out', () => {
    const { responses } = operationOf('/** @http POST /ping */ ping(): Promise<void>');
    expect(Object.keys(responses)).toEqual(['204', 'default']);
  });

  it('are the answer itself, whatever its type', () => {
    const { responses } = operationOf('/** @http POST /a */ a(): Promise<(string | null)[]>');
    expect(responses['200']).toMatchObject({
      content: {
        'application/json': { schema: { type: 'array', items: { type: ['string', 'null'] } } },
      },
    });
  });

  it('are items in two forms for a stream', () => {
    const { responses } = operationOf('watch(): AsyncIterable<bigint>');
    const { content } = responses['200'] as { content: Record<string, { schema: Json }> };
    expect(Object.keys(content)).toEqual(['application/x-ndjson', 'text/event-stream']);
    expect(content['application/x-ndjson']?.schema).toMatchObject({
      anyOf: [{ required: ['value'] }, { required: ['end'] }, { properties: { error: problem } }],
    });
    expect(content['text/event-stream']?.schema).toMatchObject({ anyOf: [{ type: 'string' }, {}] });
  });

  it('have the statuses that the runtime answers with', () => {
    expect(Object.keys(STATUSES).toSorted()).toEqual([...errorCodes].toSorted());
    for (const code of errorCodes) expect([code, STATUSES[code]]).toEqual([code, statusOf(code)]);
  });
});

describe('what is said of an operation', () => {
  it('is its summary, its description and why it is deprecated', () => {
    expect(
      operationOf(`/**
   * Gets it.
   * In a moment.
   *
   * @deprecated Use the other one.
   */
  getIt(): Promise<void>`),
    ).toMatchObject({
      summary: 'Gets it.',
      description: 'Gets it.\nIn a moment.\n\nDeprecated: Use the other one.',
      deprecated: true,
    });
  });
});

describe('examples', () => {
  it('of members are found by names with dots, each once', () => {
    const messages = [{ a: { b: 1 } }, { a: { b: 1 } }, { a: { b: 2 } }, { a: 3 }, {}];
    expect(memberExamples(messages, 'a.b')).toEqual([1, 2]);
  });

  it('of messages lose what travels elsewhere', () => {
    expect(withoutMembers({ a: 1, b: 2 }, ['a'])).toEqual({ b: 2 });
    expect(withoutMembers([1], ['a'])).toEqual([1]);
  });
});

describe('the JSON Schema document', () => {
  it('has every declaration that services reach, open, and no other', () => {
    const document = schemasOf(`export interface Used { next?: Used }
export interface Unused { a: string }
export interface S { send(used: Used, times: number): Promise<void> }`);
    expect(document).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: {
        SendRequest: {
          type: 'object',
          properties: { used: { $ref: '#/$defs/Used' }, times: { type: 'number' } },
          required: ['used', 'times'],
        },
        Used: { type: 'object', properties: { next: { $ref: '#/$defs/Used' } } },
      },
    });
  });
});
