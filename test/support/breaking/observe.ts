import { declarationsByName } from '../../../src/ir/resolve.ts';
import type { Route } from '../../../src/ir/routes.ts';
import type { Contract, Method } from '../../../src/ir/types.ts';
import { each } from '../roundtrip/ledger.ts';
import type { Client } from '../roundtrip/project.ts';
import { fitsCode } from './fits.ts';
import type { Call, Row } from './row.ts';
import { type Arrival, type Stage, collected } from './stage.ts';
import { isTold } from './wire-form.ts';

/** An old client that stands before a service, and what stands behind the service. */
export interface Side {
  readonly url: string;
  readonly clients: ReadonlyMap<string, Client>;
  readonly stage: Stage;
}

/** An old client with the old service and the new one. */
export interface Theatre {
  /** The old contract. */
  readonly contract: Contract;
  /** Of the old contract's methods, by `Service.method`. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly before: Side;
  readonly after: Side;
}

/** What came of one call: what the service was told, and what the caller got. */
interface Outcome {
  readonly arrival: Arrival | undefined;
  readonly answer?: unknown;
  readonly failure?: string;
}

/**
 * What the old client finds wrong with the new service: nothing where the change is safe. Throws where the old
 * service fails it too: then the call says nothing.
 */
export async function complaints(
  theatre: Theatre,
  { calls, renamed = {} }: Row,
  id: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [index, call] of calls.entries()) {
    const owner = `${id}${call.service ?? 'Svc'}`;
    const method = methodOf(theatre.contract, owner, call.method ?? 'm');
    const key = `${id}-${String(index)}`;
    const route = theatre.routes.get(`${owner}.${method.name}`);
    const run = (side: Side, answer: unknown): Promise<Outcome> =>
      made(side, { owner, method, route, call, answer, key });
    const old = await run(theatre.before, call.answer);
    const wrong = complaint(theatre.contract, method, old);
    if (wrong !== undefined) throw new Error(`the old service fails its own client: ${wrong}`);
    const answer = 'newAnswer' in call ? call.newAnswer : call.answer;
    const fresh = await run(theatre.after, answer);
    const told = isTold(under(old.arrival ?? {}, renamed), fresh.arrival)
      ? undefined
      : 'the service is told something else';
    const said = complaint(theatre.contract, method, fresh) ?? told ?? heard(answer, fresh);
    if (said !== undefined) found.push(`call ${String(index + 1)}: ${said}`);
  }
  return found;
}

function methodOf({ services }: Contract, owner: string, name: string): Method {
  const service = services.find((one) => one.name === owner);
  const method = service?.methods.find((one) => one.name === name);
  if (method === undefined) throw new Error(`the old contract has no ${owner}.${name}`);
  return method;
}

interface Made {
  readonly owner: string;
  readonly method: Method;
  readonly route: Route | undefined;
  readonly call: Call;
  readonly answer: unknown;
  readonly key: string;
}

/** Makes a call as somebody who knows the old contract, and has all its scopes and, unless JSON is given, its SDK. */
async function made(
  side: Side,
  { owner, method, route, call, answer, key }: Made,
): Promise<Outcome> {
  const { clients, stage } = side;
  stage.prepare(key, answer);
  const headers = { 'x-request-id': key, 'x-scopes': method.scopes.join(' ') };
  if ('json' in call) {
    const failure = await sent(`${side.url}${route?.path ?? ''}`, {
      ...route,
      headers,
      json: call.json,
    });
    return { arrival: stage.arrived(key), ...failure };
  }
  const args = method.parameters.map((_, index) => call.args?.[index]);
  const given = method.kind === 'client-stream' ? [each(args[0] as readonly unknown[])] : args;
  try {
    const called = clients.get(owner)?.[method.name]?.(...given, { headers, timeout: 5_000 });
    const got = method.kind === 'server-stream' ? await collected(called) : await called;
    return { arrival: stage.arrived(key), answer: got };
  } catch (error) {
    return { arrival: stage.arrived(key), failure: String(error) };
  }
}

interface Sending {
  readonly verb?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

async function sent(
  url: string,
  { verb = '', headers, json }: Sending,
): Promise<{ readonly failure?: string }> {
  const response = await fetch(url, {
    method: verb,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
  const text = await response.text();
  return response.ok ? {} : { failure: `${String(response.status)} ${text}` };
}

function complaint(
  contract: Contract,
  { response, kind }: Method,
  { arrival, answer, failure }: Outcome,
): string | undefined {
  if (failure !== undefined) return failure;
  if (arrival === undefined) return 'the call reached nobody';
  if (response === undefined) return undefined;
  const declarations = declarationsByName(contract);
  const items = kind === 'server-stream' ? (answer as readonly unknown[]) : [answer];
  return items.every((item) => fitsCode(item, response, declarations))
    ? undefined
    : 'the old types forbid what came';
}

/** Whether the caller got what the service said, and lost none of it. */
function heard(said: unknown, { answer }: Outcome): string | undefined {
  return answer === undefined || isTold(said, answer)
    ? undefined
    : 'the caller gets something else';
}

function under(arrival: Arrival, renamed: NonNullable<Row['renamed']>): Arrival {
  return Object.fromEntries(
    Object.entries(arrival).map(([name, value]) => [renamed[name] ?? name, value]),
  );
}
