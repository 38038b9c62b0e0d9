import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context/context.ts';
import { KitError } from '../errors/kit-error.ts';
import type { MessageCodec } from './message-codec.ts';
import { grpcMethod, type AnyGrpcMethod } from './method.ts';
import { protoFields, textOf } from './proto-reader.ts';
import { ProtoWriter } from './proto-writer.ts';

/** The health protocol of gRPC (github.com/grpc/grpc/blob/master/doc/health-checking.md). */
export const healthService = 'grpc.health.v1.Health';

/** How often a watched state is looked at, in milliseconds. */
const lookEvery = 1000;

const serving = 1;
const notServing = 2;
const serviceUnknown = 3;

/** What the health service tells. */
export interface HealthSource {
  /** Whether the service takes calls and is well. */
  readonly isReady: () => Promise<boolean>;
  /** The services that are there; the empty name is the server as a whole. */
  readonly services: () => readonly string[];
}

/** `Check`, `Watch` and `List` over the readiness of a service: its services are well together, or not at all. */
export function healthMethods(source: HealthSource): readonly AnyGrpcMethod[] {
  const isKnown = (service: string) => service === '' || source.services().includes(service);
  const state = async () => ((await source.isReady()) ? serving : notServing);
  return [
    grpcMethod({
      name: 'Check',
      kind: 'unary',
      request: serviceName,
      response: status,
      endpoint: async (service: string) => {
        if (!isKnown(service)) throw new KitError('not_found', `there is no service ${service}`);
        return state();
      },
    }),
    grpcMethod({
      name: 'Watch',
      kind: 'server-stream',
      request: serviceName,
      response: status,
      endpoint: async (service: string, ctx) =>
        watch(async () => (isKnown(service) ? state() : serviceUnknown), ctx),
    }),
    grpcMethod({
      name: 'List',
      kind: 'unary',
      request: serviceName,
      response: statuses,
      endpoint: async () => {
        const now = await state();
        return ['', ...source.services()].map((service) => [service, now] as const);
      },
    }),
  ];
}

/** The state, and then each change of it. */
async function* watch(look: () => Promise<number>, { signal }: Context): AsyncGenerator<number> {
  let last: number | undefined;
  while (!signal.aborted) {
    const now = await look();
    if (now !== last) yield now;
    last = now;
    await sleep(lookEvery, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

const serviceName: MessageCodec<string> = {
  encode: (service) => new ProtoWriter().text(1, service).finish(),
  decode: (bytes) => {
    const field = protoFields(bytes).findLast(({ number }) => number === 1);
    return field === undefined ? '' : textOf(field);
  },
};

const status: MessageCodec<number> = {
  encode: (value) => statusMessage(value).finish(),
  decode: (bytes) => protoFields(bytes).findLast(({ number }) => number === 1)?.value ?? 0,
};

const statuses: MessageCodec<readonly (readonly [string, number])[]> = {
  encode: (entries) => {
    const writer = new ProtoWriter();
    for (const [service, value] of entries) {
      writer.bytes(1, new ProtoWriter().text(1, service).bytes(2, statusMessage(value)));
    }
    return writer.finish();
  },
  decode: () => [],
};

function statusMessage(value: number): ProtoWriter {
  return new ProtoWriter().int(1, value);
}
