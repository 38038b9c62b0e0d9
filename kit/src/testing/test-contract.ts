import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RouteInfo } from '../http/route.ts';
import { expectAnswered, expectReached, expectRefused } from './expectations.ts';
import { type CallSample, send, streamTypes } from './sample.ts';

/** A service that can be started. */
export interface TestedService {
  start(): Promise<{ readonly url: string }>;
  stop(): Promise<void>;
}

/** What a contract says of one of its services, as data. */
export interface ContractSamples<Client = unknown> {
  /** `HelloService` */
  readonly name: string;
  /** The routes that must be listed. */
  readonly routes: readonly RouteInfo[];
  /** The tools that `GET /skill` must describe; absent where there is no such route. */
  readonly tools?: readonly string[];
  readonly samples: readonly CallSample[];
  /** Makes the SDK's client. */
  readonly sdk?: (baseUrl: string) => Client;
  /** Its calls with the examples that the contract documents, by what they are. */
  readonly examples?: Readonly<Record<string, (client: Client) => Promise<unknown>>>;
}

/**
 * Tests a service against its contract, with `node:test`. The tests pass before the service is written
 * (`unimplemented` is an answer), stay true when it is, and call the real service with the samples.
 */
export function testContract<Client>(
  service: TestedService,
  contract: ContractSamples<Client>,
): void {
  const { name, routes, tools, samples, sdk, examples = {} } = contract;
  describe(name, () => {
    let url = '';
    before(async () => {
      ({ url } = await service.start());
    });
    after(() => service.stop());

    test('is healthy and lists its routes', async () => {
      assert.equal((await fetch(`${url}/health`)).status, 200);
      const listed = await (await fetch(`${url}/debug/routes`)).text();
      const texts = new Set((JSON.parse(listed) as readonly unknown[]).map(textOf));
      for (const route of routes) assert.ok(texts.has(textOf(route)), `${route.Path} is missing`);
    });
    if (tools !== undefined) {
      test('describes its tools', async () => {
        const skill = await (await fetch(`${url}/skill?format=mcp`)).text();
        for (const tool of tools) assert.ok(skill.includes(`"name":"${tool}"`), tool);
      });
    }
    for (const sample of samples) testSample(sample, () => url);
    if (sdk !== undefined) {
      for (const [title, call] of Object.entries(examples)) {
        test(`${title} answers its SDK`, () => expectAnswered(call(sdk(url))));
      }
    }
  });
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

function testSample(sample: CallSample, url: () => string): void {
  const { operation, answer, refused = [], bodyOptional = false } = sample;
  const types = answer === 'stream' ? streamTypes : ['application/json'];
  const reaches = async (request: CallSample, type: string) => {
    const wanted = answer === 'stream' ? type : (answer ?? 'json');
    const response = await send(url(), request, type);
    if (response !== undefined) await expectReached(response, wanted);
  };
  for (const type of types) {
    const as = answer === 'stream' ? ` as ${type}` : '';
    test(`${operation} takes a valid request${as}`, () => reaches(sample, type));
  }
  if (bodyOptional) {
    const { body: _, ...bare } = sample;
    test(`${operation} takes a request without a body`, () => reaches(bare, types[0]));
  }
  for (const { fault, change, target } of refused) {
    test(`${operation} refuses a wrong request: ${fault}`, async () => {
      const body = change === undefined ? sample.body : Object.assign({}, sample.body, change);
      const wrong = {
        ...sample,
        target: target ?? sample.target,
        ...(body === undefined ? {} : { body }),
      };
      const response = await send(url(), wrong, types[0]);
      assert.ok(response !== undefined, 'there is no answer');
      await expectRefused(response, fault);
    });
  }
}
