import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { publishContract } from '../../../../src/ir/published.ts';
import { contractOf } from '../../source/read.ts';
import { changesOf, published, told } from './changes.ts';

const MESSAGES = `export interface Ref { id: string }
export interface User { id: string; name: string }
`;

/** A contract of one service, whose members and comment are given. */
function contract(methods: string, { name = 'Api', docs = '' } = {}): string {
  return `${MESSAGES}${docs}\nexport interface ${name} { ${methods}; keep(req: User): Promise<Ref>; }`;
}

const between = (before: string, after: string) =>
  changesOf(contract(before), contract(after)).map(told);

describe('a method', () => {
  const rows: Readonly<Record<string, readonly [before: string, after: string, string[]]>> = {
    'that stays': ['get(req: Ref): Promise<User>', 'get(req: Ref): Promise<User>', []],
    'with a context': [
      'get(req: Ref): Promise<User>',
      'get(req: Ref, signal: AbortSignal): Promise<User>',
      [],
    ],
    'described otherwise': [
      '/** Old. @tag a */ get(req: Ref): Promise<User>',
      '/** New. @tag b @summary New */ get(req: Ref): Promise<User>',
      [],
    ],
    added: [
      'get(req: Ref): Promise<User>',
      'get(req: Ref): Promise<User>; put(req: User): Promise<void>',
      ['method-added Api.put sss'],
    ],
    removed: [
      'get(req: Ref): Promise<User>; put(req: User): Promise<void>',
      'get(req: Ref): Promise<User>',
      ['method-removed Api.put BBB'],
    ],
    'removed, that was no tool': [
      'get(req: Ref): Promise<User>; /** @tool false */ put(req: User): Promise<void>',
      'get(req: Ref): Promise<User>',
      ['method-removed Api.put BB-'],
    ],
    'renamed, at its route': [
      '/** @http GET /users/{id} */ get(req: Ref): Promise<User>',
      '/** @http GET /users/{id} */ find(req: Ref): Promise<User>',
      ['method-renamed Api.get -B-', 'tool-renamed Api.get --B'],
    ],
    'renamed, at its route and as a tool': [
      '/** @http GET /users/{id} @tool get */ get(req: Ref): Promise<User>',
      '/** @http GET /users/{id} @tool get */ find(req: Ref): Promise<User>',
      ['method-renamed Api.get -B-'],
    ],
    'renamed, elsewhere': [
      'get(req: Ref): Promise<User>',
      'find(req: Ref): Promise<User>',
      ['method-added Api.find sss', 'method-removed Api.get BBB'],
    ],
    'with another verb': [
      'get(req: Ref): Promise<User>',
      '/** @http POST /get */ get(req: Ref): Promise<User>',
      ['route-changed Api.get B--'],
    ],
    'with another path': [
      '/** @http GET /a/{id} */ get(req: Ref): Promise<User>',
      '/** @http GET /b/{id} */ get(req: Ref): Promise<User>',
      ['route-changed Api.get B--'],
    ],
    'with its route said': [
      'get(req: Ref): Promise<User>',
      '/** @http GET /get */ get(req: Ref): Promise<User>',
      [],
    ],
    'with a value in the path that was in the query': [
      '/** @http GET /a */ get(req: Ref): Promise<User>',
      '/** @http GET /a/{id} */ get(req: Ref): Promise<User>',
      ['route-changed Api.get B--'],
    ],
    'with another name in the path': [
      '/** @http GET /a/{id} */ get(id: string): Promise<User>',
      '/** @http GET /a/{user} */ get(user: string): Promise<User>',
      ['path-field-renamed Api.get(id) --B'],
    ],
    'with another name in the path, in a message': [
      '/** @http GET /a/{id} */ get(req: { id: string }): Promise<User>',
      '/** @http GET /a/{user} */ get(req: { user: string }): Promise<User>',
      ['path-field-renamed Api.get(id) -BB'],
    ],
    'with another field in the path': [
      '/** @http PUT /a/{id} */ put(id: string, slug: string): Promise<void>',
      '/** @http PUT /a/{slug} */ put(id: string, slug: string): Promise<void>',
      ['field-moved Api.put(id) B--'],
    ],
    'with a body that it had not': [
      '/** @http POST /a/{id} */ run(id: string): Promise<void>',
      '/** @http POST /a/{id} */ run(id: string, why?: string): Promise<void>',
      ['body-added Api.run s--', 'optional-field-added Api.run(why) sBs'],
    ],
    'with a body that it had not, and that must be there': [
      '/** @http POST /a/{id} */ run(id: string): Promise<void>',
      '/** @http POST /a/{id} */ run(id: string, why: string): Promise<void>',
      ['required-field-added Api.run(why) BBB'],
    ],
    'with a message of options in place of nothing': [
      'run(): Promise<void>',
      'run(req?: { why?: string }): Promise<void>',
      ['body-added Api.run s--', 'optional-field-added Api.run(why) sBs'],
    ],
    'whose body may be left out now': [
      'run(why: string): Promise<void>',
      'run(why?: string): Promise<void>',
      ['field-made-optional Api.run(why) sss'],
    ],
    'whose body must be there now': [
      'run(why?: string): Promise<void>',
      'run(why: string): Promise<void>',
      ['field-made-required Api.run(why) BBB'],
    ],
    'with a list more in the query': [
      'find(id: string): Promise<void>',
      'find(id: string, tags: string[]): Promise<void>',
      ['required-field-added Api.find(tags) sBB'],
    ],
    'with a list more in the query that holds something': [
      'find(id: string): Promise<void>',
      'find(id: string, /** @minItems 1 */ tags: string[]): Promise<void>',
      ['required-field-added Api.find(tags) BBB'],
    ],
    'with a list more in the body': [
      'run(id: string): Promise<void>',
      'run(id: string, tags: string[]): Promise<void>',
      ['required-field-added Api.run(tags) BBB'],
    ],
    'whose first input is a list in the query': [
      'find(): Promise<void>',
      'find(tags: Set<string>): Promise<void>',
      ['call-changed Api.find -B-', 'required-field-added Api.find(tags) sBB'],
    ],
    'with a list in the query that became required': [
      'find(tags?: string[]): Promise<void>',
      'find(tags: string[]): Promise<void>',
      ['field-made-required Api.find(tags) sBB'],
    ],
    'with a list in the query that became optional': [
      'find(tags: string[]): Promise<void>',
      'find(tags?: string[]): Promise<void>',
      ['field-made-optional Api.find(tags) sss'],
    ],
    'with a list in the query that became optional, and has a default': [
      'find(tags: string[]): Promise<void>',
      'find(/** @default ["a"] */ tags?: string[]): Promise<void>',
      ['default-added Api.find(tags) B-s', 'field-made-optional Api.find(tags) sss'],
    ],
    'with an object of lists more in the query': [
      'find(id: string): Promise<void>',
      'find(id: string, by: { tags: string[]; name?: string }): Promise<void>',
      ['required-field-added Api.find(by) sBB'],
    ],
    'with an object more in the query that is never empty': [
      'find(id: string): Promise<void>',
      'find(id: string, by: { tags: string[]; name: string }): Promise<void>',
      ['required-field-added Api.find(by) BBB'],
    ],
    'that became a stream': [
      'list(req: Ref): Promise<User>',
      'list(req: Ref): AsyncIterable<User>',
      ['kind-changed Api.list BB-', 'tool-removed Api.list --B'],
    ],
    'that was a stream': [
      'list(req: Ref): AsyncIterable<User>',
      'list(req: Ref): Promise<User>',
      ['kind-changed Api.list BB-', 'tool-added Api.list --s'],
    ],
    'whose stream has other items': [
      'list(req: Ref): AsyncIterable<{ a: string }>',
      'list(req: Ref): AsyncIterable<{ a: number }>',
      ['type-changed Api.list().a BB-'],
    ],
    'that answers': [
      'put(req: Ref): Promise<void>',
      'put(req: Ref): Promise<User>',
      ['result-added Api.put ss-'],
    ],
    'that answers nothing': [
      'put(req: Ref): Promise<User>',
      'put(req: Ref): Promise<void>',
      ['result-removed Api.put BB-'],
    ],
    'that answers with another value': [
      'count(): Promise<number>',
      'count(): Promise<string>',
      ['type-changed Api.count() BB-'],
    ],
    'that may answer null': [
      'get(req: Ref): Promise<User>',
      'get(req: Ref): Promise<User | null>',
      ['nullable-added Api.get() BB-'],
    ],
    'that answers with a list': [
      'all(): Promise<User>',
      'all(): Promise<User[]>',
      ['type-changed Api.all() BB-'],
    ],
    'with an error more and one fewer': [
      '/** @throws not_found */ get(req: Ref): Promise<User>',
      '/** @throws internal */ get(req: Ref): Promise<User>',
      ['error-added Api.get s--', 'error-removed Api.get s--'],
    ],
    'with a scope more': [
      'get(req: Ref): Promise<User>',
      '/** @scope users:read */ get(req: Ref): Promise<User>',
      ['scope-added Api.get B-B'],
    ],
    'with a scope more, that is no tool': [
      '/** @tool false */ get(req: Ref): Promise<User>',
      '/** @tool false @scope users:read */ get(req: Ref): Promise<User>',
      ['scope-added Api.get B--'],
    ],
    'with a scope fewer': [
      '/** @scope users:read */ get(req: Ref): Promise<User>',
      'get(req: Ref): Promise<User>',
      ['scope-removed Api.get s-s'],
    ],
    'with less time': [
      '/** @timeout 5s */ get(req: Ref): Promise<User>',
      '/** @timeout 1s */ get(req: Ref): Promise<User>',
      ['timeout-changed Api.get s--'],
    ],
    'with another tool name': [
      'get(req: Ref): Promise<User>',
      '/** @tool fetch */ get(req: Ref): Promise<User>',
      ['tool-renamed Api.get --B'],
    ],
    'that is no tool any more': [
      'get(req: Ref): Promise<User>',
      '/** @tool false */ get(req: Ref): Promise<User>',
      ['tool-removed Api.get --B'],
    ],
    'that became a tool': [
      '/** @tool false */ get(req: Ref): Promise<User>',
      'get(req: Ref): Promise<User>',
      ['tool-added Api.get --s'],
    ],
    'that is no tool takes more': [
      '/** @tool false */ put(a: string): Promise<void>',
      '/** @tool false */ put(a: string, b?: string): Promise<void>',
      ['optional-field-added Api.put(b) sB-'],
    ],
    'that became deprecated': [
      'get(req: Ref): Promise<User>',
      '/** @deprecated */ get(req: Ref): Promise<User>',
      ['deprecated Api.get ss-'],
    ],
    'with an optional parameter more': [
      'add(a: string): Promise<void>',
      'add(a: string, b?: number): Promise<void>',
      ['optional-field-added Api.add(b) sBs'],
    ],
    'with a required parameter more': [
      'add(a: string): Promise<void>',
      'add(a: string, b: number): Promise<void>',
      ['required-field-added Api.add(b) BBB'],
    ],
    'with a parameter fewer': [
      'add(a: string, b: number): Promise<void>',
      'add(a: string): Promise<void>',
      ['required-field-removed Api.add(b) BBB'],
    ],
    'with a parameter of another name': [
      'add(a: string, b: number): Promise<void>',
      'add(a: string, c: number): Promise<void>',
      ['parameter-renamed Api.add(b) B-B'],
    ],
    'with a parameter of another type': [
      'add(a: string): Promise<void>',
      'add(a: number): Promise<void>',
      ['type-changed Api.add(a) BBB'],
    ],
    'with parameters in another order': [
      'add(a: string, b: number): Promise<void>',
      'add(b: number, a: string): Promise<void>',
      ['parameters-reordered Api.add -B-'],
    ],
    'with a new parameter before the others': [
      'add(a?: string): Promise<void>',
      'add(b?: number, a?: string): Promise<void>',
      ['parameters-reordered Api.add -B-', 'optional-field-added Api.add(b) sBs'],
    ],
    'with a message for its parameters': [
      'add(id: string, name: string): Promise<void>',
      'add(req: User): Promise<void>',
      ['call-changed Api.add -B-'],
    ],
    'with parameters for its message': [
      'add(req: User): Promise<void>',
      'add(id: string, name: string): Promise<void>',
      ['call-changed Api.add -B-'],
    ],
    'that takes something, which may be left out': [
      'getAll(): Promise<User[]>',
      'getAll(limit?: number): Promise<User[]>',
      ['optional-field-added Api.getAll(limit) sBs'],
    ],
    'that takes nothing any more': [
      'getAll(limit?: number): Promise<User[]>',
      'getAll(): Promise<User[]>',
      ['call-changed Api.getAll -B-', 'optional-field-removed Api.getAll(limit) BBB'],
    ],
  };

  it.each(Object.entries(rows))('%s', (_, [before, after, expected]) =>
    expect(between(before, after).toSorted()).toEqual(expected.toSorted()),
  );

  it('is said to be renamed where a new one is like it', () => {
    const changes = changesOf(
      contract('get(req: Ref): Promise<User>'),
      contract('find(req: Ref): Promise<User>'),
    );
    const removed = changes.find(({ code }) => code === 'method-removed');
    expect(removed?.help).toContain('`@http GET /get` and `@tool api_get`');
  });
});

describe('a service', () => {
  const get = 'get(req: Ref): Promise<User>';

  it('is renamed where its methods are the same, and HTTP does not show it', () =>
    expect(changesOf(contract(get), contract(get, { name: 'Users' })).map(told)).toEqual([
      'service-renamed Api -B-',
      'tool-renamed Api.get --B',
      'tool-renamed Api.keep --B',
    ]));

  it('is renamed under a prefix, which shows it', () => {
    const before = published(contract(get), 'v1');
    const after = published(contract(get, { name: 'Users' }), 'v1');
    expect(compareContracts(before, after).map(told)).toEqual([
      'service-renamed Api -B-',
      'route-changed Api.get B--',
      'tool-renamed Api.get --B',
      'route-changed Api.keep B--',
      'tool-renamed Api.keep --B',
    ]);
  });

  it('is added', () => {
    const more = `${contract(get)}\nexport interface Other { ping(): Promise<void> }`;
    expect(changesOf(contract(get), more).map(told)).toEqual(['service-added Other sss']);
  });

  it('is removed, with its methods and the types of nothing else', () => {
    const more = `${contract(get)}\nexport interface Only { a: string }
export interface Other { ping(req: Only): Promise<void> }`;
    expect(changesOf(more, contract(get)).map(told)).toEqual(['service-removed Other BBB']);
  });

  it('leaves its methods to another one, at their routes', () => {
    const other = 'export interface Other { /** @tool ping */ ping(): Promise<void>; }';
    const before = `${contract(get)}\n${other}`;
    const after = contract(`${get}; /** @tool ping */ ping(): Promise<void>`);
    expect(changesOf(before, after).map(told)).toEqual([
      'service-removed Other -B-',
      'method-moved Other.ping -B-',
    ]);
  });

  it('has another base path: one change, however many methods', () => {
    const at = (path: string) => contract(get, { docs: `/** @http ${path} */` });
    expect(changesOf(at('/a'), at('/b')).map(told)).toEqual(['base-path-changed Api B--']);
  });

  it('has a base path that says what the methods said', () => {
    const methods = '/** @http GET /a/get */ get(req: Ref): Promise<User>';
    const before = `${MESSAGES}export interface Api { ${methods} }`;
    const after = `${MESSAGES}/** @http /a */\nexport interface Api { get(req: Ref): Promise<User> }`;
    expect(changesOf(before, after)).toEqual([]);
  });

  it('became deprecated', () =>
    expect(
      changesOf(contract(get), contract(get, { docs: '/** @deprecated */' })).map(told),
    ).toEqual(['deprecated Api ss-']));
});

describe('a prefix', () => {
  it('is one change, however many methods', () => {
    const text = contract('get(req: Ref): Promise<User>');
    const changes = compareContracts(published(text, 'v1'), published(text, 'v2'));
    expect(changes.map(told)).toEqual(['prefix-changed -prefix B--']);
    expect(changes[0]?.message).toBe('the prefix v1 -> v2');
  });
});

describe('a name of a type', () => {
  const service = (name: string) => `export interface ${name} { id: string; more?: ${name} }
export interface Api { get(id: string): Promise<${name}>; put(req: ${name}): Promise<void>; }`;

  it('shows in source only', () => {
    const changes = changesOf(service('User'), service('Account'));
    expect(changes.map(told)).toEqual(['type-renamed User -B-']);
    expect(changes[0]).toMatchObject({
      message: 'it is called Account now',
      before: { line: 1 },
      after: { line: 1 },
    });
  });

  it('stays the subject of what else changed', () =>
    expect(
      changesOf(service('User'), service('Account').replace('id: string', 'id: number'))
        .map(told)
        .toSorted(),
    ).toEqual(['type-changed User.id BB-', 'type-changed User.id BBB', 'type-renamed User -B-']));

  it('is gone where it is written out', () => {
    const before = `export interface Point { x: number }
export interface Api { put(req: { at: Point }): Promise<void> }`;
    const after = 'export interface Api { put(req: { at: { x: number } }): Promise<void> }';
    expect(changesOf(before, after).map(told)).toEqual(['type-removed Point -B-']);
  });

  it('of an alias is known too', () => {
    const text = (alias: string) => `export type ${alias} = string;
export interface Api { put(req: { id: ${alias} }): Promise<void> }`;
    expect(changesOf(text('UserId'), text('Id')).map(told)).toEqual(['type-removed UserId -B-']);
  });

  it('of a generic type is that of all its applications', () => {
    const text = (page: string) => `export interface ${page}<T> { items: T[] }
export interface Api { a(): Promise<${page}<string>>; b(): Promise<${page}<number>> }`;
    expect(changesOf(text('Page'), text('List')).map(told)).toEqual(['type-renamed Page -B-']);
  });

  it('became deprecated', () => {
    const text = service('User');
    const changes = changesOf(text, `/** @deprecated use Account */\n${text}`);
    expect(changes.map(told)).toEqual(['deprecated User ss-']);
  });
});

describe('a comparison', () => {
  it('has the places of both sides', () => {
    const before = `\n\n${contract('get(req: Ref): Promise<User>')}`;
    const after = contract('get(req: Ref): Promise<User>').replace('name: string', 'name: number');
    const [change] = changesOf(before, after);
    expect(change).toMatchObject({
      before: { line: 4, column: 37 },
      after: { line: 2, column: 37 },
    });
  });

  it('has no place where a thing is not', () => {
    const [added] = changesOf(
      contract('get(req: Ref): Promise<User>'),
      contract('get(req: Ref): Promise<User>').replace(
        'name: string',
        'name: string; age?: number',
      ),
    );
    expect(added).toMatchObject({ subject: 'User.age', after: { line: 2 } });
    expect(added).not.toHaveProperty('before');
  });

  it('is sorted by subject, whatever stands first', () => {
    const changes = changesOf(
      contract('b(): Promise<string>; a(): Promise<string>'),
      contract('b(): Promise<number>; a(): Promise<number>'),
    );
    expect(changes.map(({ subject }) => subject)).toEqual(['Api.a()', 'Api.b()']);
  });

  it('says nothing of tools where there are none', () => {
    const [before, after] = [
      contract('add(a: string): Promise<void>'),
      contract('add(a: number): Promise<void>'),
    ].map((text) => publishContract(contractOf(text), { prefix: '', tools: false }));
    expect(compareContracts(before!, after!).map(told)).toEqual(['type-changed Api.add(a) BB-']);
  });
});
