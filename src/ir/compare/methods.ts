import type { PublishedContract } from '../published.ts';
import type { Docs } from '../types.ts';
import type { ContractChange } from './change.ts';
import { type Spans, ruled, toolless } from './findings.ts';
import { compareRequests } from './requests.ts';
import { type MethodPair, compareRoutes, methodName } from './routes.ts';
import type { Walk } from './walk.ts';

/** What a comparison of methods needs beside them. */
export interface MethodScope {
  readonly walk: Walk;
  readonly before: PublishedContract;
  readonly after: PublishedContract;
}

/** Compares a method with what it became: its route, what it takes, what it answers, and what is said of it. */
export function compareMethods(pair: MethodPair, scope: MethodScope): readonly ContractChange[] {
  return [
    ...compareKinds(pair),
    ...compareRoutes(pair, scope),
    ...compareTools(pair),
    ...compareRequests(scope.walk, pair),
    ...compareResults(scope.walk, pair),
    ...compareErrors(pair),
    ...compareScopes(pair),
    ...compareTimeouts(pair),
    ...compareDeprecated(methodName(pair.before), [pair.before.method, pair.after.method]),
  ];
}

function spansOf({ before, after }: MethodPair): Spans {
  return { before: before.method.span, after: after.method.span };
}

const KINDS = {
  unary: 'one value',
  'server-stream': 'a stream of answers',
  'client-stream': 'a stream of requests',
  'bidi-stream': 'streams both ways',
} as const;

function compareKinds(pair: MethodPair): readonly ContractChange[] {
  const [old, fresh] = [pair.before.method.kind, pair.after.method.kind];
  if (old === fresh) return [];
  const message = `${KINDS[old]} -> ${KINDS[fresh]}`;
  return [ruled('kind-changed', methodName(pair.before), message, spansOf(pair))];
}

function compareTools(pair: MethodPair): readonly ContractChange[] {
  const [old, fresh] = [pair.before.tool, pair.after.tool];
  if (old === fresh) return [];
  const subject = methodName(pair.before);
  if (old === undefined)
    return [ruled('tool-added', subject, `tool ${fresh ?? ''}`, spansOf(pair))];
  if (fresh === undefined) return [ruled('tool-removed', subject, `tool ${old}`, spansOf(pair))];
  return [ruled('tool-renamed', subject, `tool ${old} -> ${fresh}`, spansOf(pair))];
}

/** What a method answers is spoken of as `UserService.find()`. */
function compareResults(walk: Walk, pair: MethodPair): readonly ContractChange[] {
  const [old, fresh] = [pair.before.method.response, pair.after.method.response];
  const subject = methodName(pair.before);
  if (old !== undefined && fresh !== undefined) {
    return walk.compare(old, fresh, {
      subject: `${subject}()`,
      position: 'response',
      tool: false,
      query: false,
      before: pair.before.method.span,
      after: pair.after.method.span,
      open: new Set(),
    });
  }
  if (old === fresh) return [];
  return fresh === undefined
    ? [ruled('result-removed', subject, 'it answers nothing any more', spansOf(pair))]
    : [ruled('result-added', subject, 'it answers with a value now', spansOf(pair))];
}

function compareErrors(pair: MethodPair): readonly ContractChange[] {
  const codes = ({ method }: MethodPair['before']) => method.errors.map(({ code }) => code);
  const { added, removed } = difference(codes(pair.before), codes(pair.after));
  const subject = methodName(pair.before);
  return [
    ...added.map((code) => ruled('error-added', subject, `@throws ${code}`, spansOf(pair))),
    ...removed.map((code) =>
      ruled('error-removed', subject, `no @throws ${code} any more`, spansOf(pair)),
    ),
  ];
}

/** Tools are touched where the method is one. */
function compareScopes(pair: MethodPair): readonly ContractChange[] {
  const { added, removed } = difference(pair.before.method.scopes, pair.after.method.scopes);
  const subject = methodName(pair.before);
  const isTool = pair.before.tool !== undefined && pair.after.tool !== undefined;
  const changes = [
    ...added.map((scope) => ruled('scope-added', subject, `@scope ${scope}`, spansOf(pair))),
    ...removed.map((scope) =>
      ruled('scope-removed', subject, `no @scope ${scope} any more`, spansOf(pair)),
    ),
  ];
  return changes.map((change) =>
    isTool ? change : { ...change, verdicts: toolless(change.verdicts) },
  );
}

function difference(before: readonly string[], after: readonly string[]) {
  return {
    added: after.filter((one) => !before.includes(one)),
    removed: before.filter((one) => !after.includes(one)),
  };
}

function compareTimeouts(pair: MethodPair): readonly ContractChange[] {
  const [old, fresh] = [pair.before.method.timeout, pair.after.method.timeout];
  if (old === fresh) return [];
  const message = `@timeout ${timeText(old)} -> ${timeText(fresh)}`;
  return [ruled('timeout-changed', methodName(pair.before), message, spansOf(pair))];
}

function timeText(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'none' : `${String(milliseconds)} ms`;
}

/** What can become deprecated. */
interface Told {
  readonly docs: Docs;
  readonly span: NonNullable<Spans['before']>;
}

/** Says that something became deprecated. Other docs are for reading, and are not compared. */
export function compareDeprecated(
  subject: string,
  [before, after]: readonly [Told, Told],
): readonly ContractChange[] {
  const reason = after.docs.deprecated;
  if (before.docs.deprecated !== undefined || reason === undefined) return [];
  const message = reason === '' ? 'it became deprecated' : `it became deprecated: ${reason}`;
  return [ruled('deprecated', subject, message, { before: before.span, after: after.span })];
}
