import { streamsOut } from '../../ir/method-kind.ts';
import { resolveType } from '../../ir/resolve.ts';
import type { Route } from '../../ir/routes.ts';
import type { MethodError, Type } from '../../ir/types.ts';
import type { MethodPlan } from '../context.ts';
import { problemResponse, sharedResponse } from './problem.ts';
import { type DocumentScope, type Part, problemRef } from './scope.ts';
import { MEANINGS, STATUSES } from './statuses.ts';

/** Every answer of an operation, by status. */
export function responsesOf(plan: MethodPlan, scope: DocumentScope): Part {
  const problems = [...problemsOf(plan, scope)].toSorted(([one], [other]) => one - other);
  return {
    ...success(plan, scope),
    ...Object.fromEntries(problems.map(([status, part]) => [String(status), part])),
    default: sharedResponse('default', scope),
  };
}

function success({ method, route }: MethodPlan, scope: DocumentScope): Part {
  const { response } = method;
  if (streamsOut(method)) {
    return { 200: streamResponse(response ?? { kind: 'scalar', scalar: 'unknown' }, scope) };
  }
  if (response === undefined) return { 204: { description: 'Done.' } };
  const schema = scope.builder.schema(bodyType(response, route, scope));
  return { 200: { description: 'The answer.', content: { 'application/json': { schema } } } };
}

/** The answer, or the field of it that is all of the response. */
function bodyType(response: Type, { responseBody }: Route, { declarations }: DocumentScope): Type {
  const type = resolveType(response, declarations);
  const fields = responseBody === undefined || type.kind !== 'object' ? [] : type.fields;
  return fields.find(({ name }) => name === responseBody)?.type ?? response;
}

const STREAM = `Items as they come. As \`application/x-ndjson\`, each line is \`{"value": item}\`, and the last one \
is \`{"end": true}\` or \`{"error": problem}\`; a stream without it was cut. As \`text/event-stream\`, each event's data is \
an item; an event \`error\` with a problem or an event \`end\` is the last one.`;

function streamResponse(item: Type, scope: DocumentScope): Part {
  const schema = scope.builder.schema(item);
  const line = (name: string, value: Part): Part => ({
    type: 'object',
    properties: { [name]: value },
    required: [name],
  });
  const end = { type: 'boolean', const: true };
  const lines = [line('value', schema), line('end', end), line('error', problemRef(scope))];
  return {
    description: STREAM,
    content: {
      'application/x-ndjson': { schema: { anyOf: lines } },
      'text/event-stream': { schema },
    },
  };
}

/** The errors that a client should expect: what the contract says, and what its input and scopes bring along. */
function problemsOf({ method, route }: MethodPlan, scope: DocumentScope): Map<number, Part> {
  const hasInput = route.input !== 'none' || route.pathFields.length > 0;
  const always = [
    ...(hasInput ? [400] : []),
    ...(method.scopes.length > 0 ? [401, 403] : []),
    ...(route.input === 'body' ? [413, 415] : []),
  ];
  const problems = new Map(always.map((status) => [status, sharedResponse(status, scope)]));
  for (const [status, errors] of byStatus(method.errors)) {
    const lines = [
      ...(always.includes(status) ? [MEANINGS[status] ?? ''] : []),
      ...errors.map(({ code, when }) => `\`${code}\` ${when}`.trimEnd()),
    ];
    problems.set(status, problemResponse(lines.join('\n\n'), status, scope));
  }
  return problems;
}

function byStatus(errors: readonly MethodError[]): Map<number, readonly MethodError[]> {
  const found = new Map<number, readonly MethodError[]>();
  for (const error of errors) {
    const status = STATUSES[error.code];
    if (status !== undefined) found.set(status, [...(found.get(status) ?? []), error]);
  }
  return found;
}
