import { type Declarations, declarationsByName, resolveType } from '../../../src/ir/resolve.ts';
import type { Contract, Method } from '../../../src/ir/types.ts';
import { codeOf, knownOf } from './code-values.ts';
import { fitsCode } from './fits.ts';
import type { grpcClient } from './grpc-client.ts';
import type { Call, Row } from './row.ts';
import type { Arrival, Stage } from './stage.ts';
import { isTold, wireForm } from './wire-form.ts';

/** A service that speaks gRPC, an old client that calls it, and what stands behind the service. */
export interface GrpcSide {
  readonly client: ReturnType<typeof grpcClient>;
  readonly stage: Stage;
}

/** An old client over gRPC with the old service and the new one. */
export interface GrpcTheatre {
  /** The old contract. */
  readonly contract: Contract;
  readonly before: GrpcSide;
  readonly after: GrpcSide;
  /** Properties of new requests that stand for absence: by `Service.method`. */
  readonly defaults: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Outcome {
  readonly arrival: Arrival | undefined;
  readonly answer?: unknown;
  readonly failure?: string;
}

interface Playing {
  readonly owner: string;
  readonly method: Method;
  readonly call: Call;
  readonly declarations: Declarations;
}

/** What the old client finds wrong with the new service, as over HTTP: nothing where the change is safe. */
export async function grpcComplaints(
  theatre: GrpcTheatre,
  { calls, renamed = {} }: Row,
  id: string,
): Promise<readonly string[]> {
  const { contract, before, after } = theatre;
  const declarations = declarationsByName(contract);
  const found: string[] = [];
  for (const [index, call] of calls.entries()) {
    const owner = `${id}${call.service ?? 'Svc'}`;
    const method = contract.services
      .find(({ name }) => name === owner)
      ?.methods.find(({ name }) => name === (call.method ?? 'm'));
    if (method === undefined) throw new Error(`the old contract has no ${owner}`);
    const playing: Playing = { owner, method, call, declarations };
    const key = `grpc-${id}-${String(index)}`;
    const old = await played(before, playing, { key, answer: call.answer });
    const wrong = complaint(playing, old, call.answer);
    if (wrong !== undefined) throw new Error(`the old service fails its own client: ${wrong}`);
    const answer = 'newAnswer' in call ? call.newAnswer : call.answer;
    const fresh = await played(after, playing, { key, answer });
    const defaults = theatre.defaults.get(`${owner}.${method.name}`) ?? new Set();
    const told = differences(under(old.arrival ?? {}, renamed), fresh.arrival, {
      playing,
      renamed,
      defaults,
    });
    const said = complaint(playing, fresh, answer) ?? told;
    if (said !== undefined) found.push(`call ${String(index + 1)}: ${said}`);
  }
  return found;
}

async function played(
  { client, stage }: GrpcSide,
  { owner, method, call, declarations }: Playing,
  { key, answer }: { readonly key: string; readonly answer: unknown },
): Promise<Outcome> {
  stage.prepare(key, answer);
  const headers = { 'x-request-id': key, 'x-scopes': method.scopes.join(' ') };
  try {
    const json = await client(owner, method.name)(inputOf(method, call), headers);
    const type = method.response;
    const arrival = stage.arrived(key);
    if (type === undefined) return { arrival };
    const unwrap = (one: unknown): unknown => codeOf(one, type, declarations);
    const got = method.kind === 'server-stream' ? (json as unknown[]).map(unwrap) : unwrap(json);
    return { arrival, answer: got };
  } catch (error) {
    return { arrival: stage.arrived(key), failure: String(error) };
  }
}

/** The request as JSON; a stream is a list of them. */
function inputOf({ kind, input, parameters }: Method, { args = [] }: Call): unknown {
  if (kind === 'client-stream') return (args[0] as readonly unknown[]).map(wireForm);
  if (input === 'message') return wireForm(args[0]);
  return wireForm(
    Object.fromEntries(
      parameters.flatMap(({ name }, index) =>
        args[index] === undefined ? [] : [[name, args[index]]],
      ),
    ),
  );
}

function complaint(
  { method, declarations }: Playing,
  { arrival, answer, failure }: Outcome,
  said: unknown,
): string | undefined {
  if (failure !== undefined) return failure;
  if (arrival === undefined) return 'the call reached nobody';
  const { response, kind } = method;
  if (response === undefined) return undefined;
  const isMany = kind === 'server-stream';
  if (isMany && !Array.isArray(said)) return 'one answer came where many were';
  const told = isMany ? (said as readonly unknown[]) : [said];
  const items = isMany ? (answer as readonly unknown[]) : [answer];
  if (!items.every((item) => fitsCode(item, response, declarations))) {
    return 'the old types forbid what came';
  }
  const known = told.map((item) => knownOf(item, response, declarations));
  const got = items.map((item) => knownOf(item, response, declarations));
  const heard = told.map((item) => knownOf(item, response, declarations));
  return isTold(known, got) && isTold(got, heard)
    ? undefined
    : `the caller gets something else: ${JSON.stringify(wireForm(got))}`;
}

interface Hearing {
  readonly playing: Playing;
  readonly renamed: NonNullable<Row['renamed']>;
  /** What is filled in for what was left out. */
  readonly defaults: ReadonlySet<string>;
}

/** What the service is told must be what was said; what the old contract does not know is no matter. */
function differences(
  before: Arrival,
  after: Arrival | undefined,
  { playing: { method, declarations }, renamed, defaults }: Hearing,
): string | undefined {
  if (after === undefined) return undefined;
  if (!isTold(before, after)) return 'the service is told something else';
  if (method.kind === 'client-stream') return undefined;
  const request = resolveType(method.request, declarations);
  const fields = request.kind === 'object' ? request.fields : [];
  const known = Object.fromEntries(
    Object.entries(knownOf(after, request, declarations) as object).filter(
      ([name]) => !defaults.has(name) || name in before,
    ),
  );
  const mine = fields.some(({ name }) => renamed[name] !== undefined) ? {} : known;
  return isTold(mine, before) ? undefined : 'the service takes absence for a value';
}

function under(arrival: Arrival, renamed: NonNullable<Row['renamed']>): Arrival {
  return Object.fromEntries(
    Object.entries(arrival).map(([name, value]) => [renamed[name] ?? name, value]),
  );
}
