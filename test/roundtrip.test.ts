import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarationsByName } from '../src/ir/resolve.ts';
import { type Route, routeOf } from '../src/ir/routes.ts';
import type { Method, Service } from '../src/ir/types.ts';
import { type Fault, faultOf } from './support/arbitrary/faults.ts';
import type { Sample } from './support/arbitrary/sample.ts';
import { createSamples } from './support/arbitrary/samples.ts';
import { fixtureContract } from './support/fixture-contract.ts';
import { Ledger, each } from './support/roundtrip/ledger.ts';
import { type RunningFixture, startFixture } from './support/roundtrip/project.ts';
import {
  argumentsOf,
  carrierOf,
  rawRequest,
  requestSamples,
} from './support/roundtrip/requests.ts';

/** `npm run test:full` asks for the acceptance size. */
const CASES = Number(process.env.MICROGEN_ROUNDTRIP_CASES ?? 600);
const SEED = Number(process.env.MICROGEN_ROUNDTRIP_SEED ?? 20260131);

const FIXTURE = 'everything';
const contract = fixtureContract(FIXTURE);
const declarations = declarationsByName(contract);
const samples = createSamples(declarations);
const entries = contract.services.flatMap((service) =>
  service.methods.map((method) => ({
    name: `${service.name}.${method.name}`,
    service,
    method,
    route: routeOf(service, method, { prefix: '', declarations }),
  })),
);
/**
 * Half of the cases are valid calls, half are wrong in one place. Methods without input have no wrong half, and
 * some small messages no fault of every kind: a few runs more make up for it.
 */
const RUNS = Math.ceil((CASES / 2 / entries.length) * 1.1);
const started = performance.now();
const ledger = new Ledger();
let folder: string;
let running: RunningFixture;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-roundtrip-'));
  running = await startFixture(folder, { name: FIXTURE, services: contract.services, ledger });
  process.stdout.write(`round trips: ${RUNS} of ${entries.length} methods, seed ${SEED}\n`);
});

afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Entry {
  readonly name: string;
  readonly service: Service;
  readonly method: Method;
  readonly route: Route;
}

/** A whole exchange: what is sent, what is answered, and what to make wrong of it. */
interface Exchange {
  readonly requests: readonly Sample[];
  readonly answers: readonly Sample[];
  readonly choice: number;
}

function exchanges({ method, route }: Entry): fc.Arbitrary<Exchange> {
  const request = requestSamples(method, route, { samples, declarations });
  const answer = method.response === undefined ? undefined : samples(method.response);
  const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 4 });
  return fc.record({
    requests: method.kind === 'client-stream' ? some(request) : request.map((one) => [one]),
    answers:
      answer === undefined
        ? fc.constant([])
        : method.kind === 'server-stream'
          ? some(answer)
          : answer.map((one) => [one]),
    choice: fc.nat(),
  });
}

/** What the service is called with, and what it answers, in the form of one of both sides. */
function argumentsIn(method: Method, requests: readonly Sample[], form: 'code' | 'received') {
  const messages = requests.map((sample) => sample[form]);
  return method.kind === 'client-stream' ? [messages] : argumentsOf(method, messages[0]);
}

function answerIn({ kind }: Method, answers: readonly Sample[]): unknown {
  const messages = answers.map(({ code }) => code);
  return kind === 'server-stream' ? messages : messages[0];
}

async function sendValid({ name, service, method }: Entry, exchange: Exchange): Promise<void> {
  const answer = answerIn(method, exchange.answers);
  const id = ledger.expect({ method, answer });
  const args = argumentsIn(method, exchange.requests, 'code');
  const client = running.clients.get(service.name);
  const options = { headers: { 'x-request-id': id } };
  const given = method.kind === 'client-stream' ? [each(args[0] as readonly unknown[])] : args;
  const called = client?.[method.name]?.(...given, options);
  const got = method.kind === 'server-stream' ? await collected(called) : await called;
  const arrived = ledger.take(id);
  same(arrived, argumentsIn(method, exchange.requests, 'received'), `${name} was called with`);
  same(got, answer, `${name} was answered with`);
}

async function collected(stream: unknown): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream as AsyncIterable<unknown>) items.push(item);
  return items;
}

function same(actual: unknown, wanted: unknown, what: string): void {
  if (isDeepStrictEqual(actual, wanted)) return;
  const show = (value: unknown) => inspect(value, { depth: 9, breakLength: 120 });
  throw new Error(`${what}\n${show(actual)}\ninstead of\n${show(wanted)}`);
}

interface Problem {
  readonly code: string;
  readonly errors?: readonly {
    readonly in: string;
    readonly path: string;
    readonly rule: string;
  }[];
}

async function sendInvalid(entry: Entry, { requests, choice }: Exchange): Promise<void> {
  const { name, method, route } = entry;
  const at = choice % Math.max(1, requests.length);
  const request = requests[at];
  const carrier = (field: string) => carrierOf(route, field);
  if (request === undefined) return;
  const fault = faultOf(request, choice, { declarations, carrier });
  if (fault === undefined) return;
  const id = ledger.expect({ method, answer: undefined });
  const { target, body } = rawRequest(route, fault.message);
  const isStream = method.kind === 'client-stream';
  const lines = requests.map(({ json }, index) =>
    JSON.stringify(index === at ? fault.message : json),
  );
  const sent = isStream ? lines.join('\n') : body;
  const type = isStream ? 'application/x-ndjson' : 'application/json';
  const response = await fetch(running.url + target, {
    method: route.verb,
    headers: { 'x-request-id': id, ...(sent === undefined ? {} : { 'content-type': type }) },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const said = `${name}: ${fault.what} at ${fault.pointers.join(' or ')}\n${route.verb} ${target} ${sent ?? ''}\n${response.status} ${text}`;
  if (ledger.take(id) !== undefined) throw new Error(`delivered all the same: ${said}`);
  if (response.status !== 400) throw new Error(`not refused: ${said}`);
  checkProblem(JSON.parse(text) as Problem, fault, said);
  ledger.counts.refused += 1;
}

function checkProblem({ code, errors = [] }: Problem, fault: Fault, said: string): void {
  const { pointers, around, rule } = fault;
  const isWithin = (path: string, places: readonly string[]): boolean =>
    places.some((place) => `${path}/`.startsWith(`${place}/`));
  const named = errors.filter(({ path }) => pointers.includes(path) || isWithin(path, around));
  const isRule = rule === undefined || named.some((error) => error.rule === rule);
  const strays = errors.filter(({ path }) => !isWithin(path, [...pointers, ...around]));
  if (code !== 'invalid_argument' || named.length === 0) throw new Error(`no such fault: ${said}`);
  if (!isRule) throw new Error(`not said to be ${rule}: ${said}`);
  if (strays.length > 0) throw new Error(`more is said to be wrong: ${said}`);
}

describe.each(entries)('$name', (entry) => {
  it('delivers and answers what is right, refuses what is wrong', async () => {
    const property = fc.asyncProperty(exchanges(entry), async (exchange) => {
      await sendValid(entry, exchange);
      await sendInvalid(entry, exchange);
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: false });
    expect(ledger.open).toBe(0);
  });
});

describe('of all cases', () => {
  it('none is lost', () => {
    const { sent, delivered, refused } = ledger.counts;
    expect(sent).toBe(delivered + refused);
    expect(sent).toBeGreaterThanOrEqual(CASES);
    const record = process.env.MICROGEN_ROUNDTRIP_RECORD;
    if (record !== undefined) {
      const { length: methods } = entries;
      const seconds = Math.round((performance.now() - started) / 1000);
      writeFileSync(
        record,
        JSON.stringify({ seed: SEED, methods, sent, delivered, refused, seconds }),
      );
    }
  });
});
