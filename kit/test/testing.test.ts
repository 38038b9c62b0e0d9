import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Project } from './support/project.ts';

let project: Project;

/** Tests of a service of one method, which the handler answers. */
const tests = (handler: string, samples: string, more = '') => `
import { createService, KitError, silentLogger } from '@microgen/kit';
import { httpRoute } from '@microgen/kit/http';
import { testContract } from '@microgen/kit/testing';

const app = createService({ name: 'shop', address: '127.0.0.1:0', logger: silentLogger, env: {} });
app.routes([
  httpRoute({
    method: 'POST',
    path: '/orders/{id}',
    handler: 'Orders.place',
    input: 'body',
    decode: (input, faults) => {
      const fault = (path, rule) => faults.push({ path, rule, wanted: true, message: 'is wrong' });
      if (typeof input.body?.name !== 'string') fault('/name', 'required');
      if (input.body?.extra !== undefined) fault('/extra', 'unevaluatedProperties');
      if (input.params.id === 'x') fault('/id', 'type');
      return input.body;
    },
    endpoint: async (request, ctx) => {
      if (ctx.faults?.length > 0) {
        throw new KitError('invalid_argument', 'the request is not valid', { faults: ctx.faults });
      }
      ${handler}
    },
  }),
]);
testContract(app, {
  name: 'Orders',
  routes: [{ Method: 'POST', Path: '/orders/{id}', Handler: 'Orders.place' }],
  samples: [${samples}],
  ${more}
});
`;

const valid = `operation: 'Orders.place', method: 'POST', target: '/orders/1', body: { name: 'a' }`;
const refused = (...faults: readonly string[]) => `{ ${valid}, refused: [${faults.join(', ')}] }`;
const right = refused(
  `{ change: { name: undefined }, fault: 'body /name required' }`,
  `{ change: { extra: 1 }, fault: 'body /extra unevaluatedProperties' }`,
  `{ target: '/orders/x', fault: 'path /id type' }`,
);

beforeAll(() => {
  project = new Project();
});
afterAll(() => project.remove());

let count = 0;
async function outcome(text: string): Promise<{ code: number; output: string }> {
  const file = `case${(count += 1)}.test.mjs`;
  project.write(file, text);
  const run = project.node('--test', file);
  return { code: await run.exit, output: run.stdout + run.stderr };
}

describe('a service passes that', () => {
  test.each([
    ['is not written', `throw new KitError('unimplemented', 'not written');`],
    ['answers', `return { id: 1 };`],
    ['refuses in its own words', `throw new KitError('conflict', 'there is one');`],
    ['wants to know who calls', `throw new KitError('unauthenticated', 'who are you?');`],
  ])('%s', async (_, handler) => {
    const calls = `sdk: (url) => ({ url }), examples: { 'Orders.place': ({ url }) => fetch(url) },`;
    const { code, output } = await outcome(tests(handler, right, calls));
    expect(output).toMatch(/Orders\.place refuses a wrong request: path \/id type/);
    expect(output).toMatch(/Orders\.place answers its SDK/);
    expect({ code, output }).toMatchObject({ code: 0 });
  });
});

const answers = 'return { id: 1 };';

test('a service passes that takes a request without a body, where that may be', async () => {
  const text = tests(answers, `{ ${valid}, bodyOptional: true }`)
    .replace("input: 'body',", "input: 'body', bodyOptional: true,")
    .replace("(typeof input.body?.name !== 'string')", '(input.body === null)');
  const { code, output } = await outcome(text);
  expect(output).toMatch(/Orders\.place takes a request without a body/);
  expect({ code, output }).toMatchObject({ code: 0 });
});

const failing = (code: string) =>
  `sdk: () => ({}), examples: { 'Orders.place': () => Promise.reject({ code: '${code}', faults: [] }) },`;

describe('a service fails that', () => {
  test.each([
    ['throws', tests(`throw new TypeError('oops');`, right), /its log says why/],
    [
      'lacks a route',
      tests(answers, `{ ${valid.replace('/orders/1', '/none/1')} }`),
      /the transport refuses it: route_not_found/,
    ],
    [
      'does not list a route',
      tests(answers, right).replace(`Handler: 'Orders.place' }],`, `Handler: 'Orders.x' }],`),
      /\/orders\/\{id\} is missing/,
    ],
    [
      'refuses a valid request',
      tests(answers, `{ ${valid}, body: {} }`),
      /the request is refused for its content/,
    ],
    [
      'names another place',
      tests(answers, refused(`{ change: { name: 1 }, fault: 'body /name type' }`)),
      /body \/name type is not among the faults: body \/name required/,
    ],
    [
      'accepts what is wrong',
      tests(answers, refused(`{ change: { other: 1 }, fault: 'body /other type' }`)),
      /200/,
    ],
    [
      'needs a body that may be left out',
      tests(answers, `{ ${valid}, bodyOptional: true }`),
      /the transport refuses it: it has no body/,
    ],
    ['answers where there is nothing', tests(answers, `{ ${valid}, answer: 'nothing' }`), /204/],
    [
      'answers a document instead of a stream',
      tests(answers, `{ ${valid}, answer: 'stream' }`),
      /the transport refuses it: not_acceptable/,
    ],
    ['describes no tool', tests(answers, right, `tools: ['orders_place'],`), /orders_place/],
    [
      'answers other than its SDK expects',
      tests(answers, right, failing('invalid_response')),
      /the answer is not what the contract says/,
    ],
  ])('%s', async (_, text, reason) => {
    const { code, output } = await outcome(text);
    expect(output).toMatch(reason);
    expect(code).toBe(1);
  });
});
