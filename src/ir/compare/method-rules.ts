import { ALL_BREAKING, ALL_SAFE, B, BREAKS_BOTH, S, SAFE_BOTH, rule } from './rule.ts';

/** What changes of services, methods and their routes mean, and of what tools are made of them. */
export const methodRules = {
  'service-added': rule({ title: 'a new service', verdicts: ALL_SAFE }),
  'service-removed': rule({
    title: 'a service is gone, with its methods',
    verdicts: ALL_BREAKING,
    help: 'Keep it, deprecated, until nobody calls it.',
  }),
  'service-renamed': rule({
    title: 'a service has another name, and the same methods',
    verdicts: { grpc: B, source: B },
    help: 'Its SDK has another folder and class. Keep the old name, or tell the users of the SDK.',
  }),
  'method-added': rule({ title: 'a new method', verdicts: ALL_SAFE }),
  'method-removed': rule({
    title: 'a method is gone',
    verdicts: ALL_BREAKING,
    help: 'Keep it, deprecated, until nobody calls it.',
  }),
  'method-renamed': rule({
    title: 'a method has another name, and the same route',
    verdicts: { grpc: B, source: B },
    help: 'Keep the old method as well, deprecated, with a route of its own.',
  }),
  'method-moved': rule({
    title: 'a method is in another service, and has the same route',
    verdicts: { grpc: B, source: B },
    help: 'Leave it where it was, or tell the users of the SDK.',
  }),
  'prefix-changed': rule({
    title: 'another `-prefix`, with other routes',
    verdicts: { http: B },
    help: 'Keep the old prefix, or rewrite its paths in front of the service.',
  }),
  'base-path-changed': rule({
    title: 'another `@http` base path of a service, with other routes',
    verdicts: { http: B },
    help: 'Keep the old base path, or rewrite its paths in front of the service.',
  }),
  'route-changed': rule({
    title: 'another verb or path of a method',
    verdicts: { http: B },
    help: 'Keep the old route with `@http VERB /path`.',
  }),
  'route-added': rule({ title: 'a further route to a method', verdicts: { http: S } }),
  'route-removed': rule({
    title: 'a further route to a method is gone',
    verdicts: { http: B },
    help: 'Keep it among `additional_bindings` until nobody calls it.',
  }),
  'mapping-changed': rule({
    title: 'another part of a request is the body, or another part of an answer the response',
    verdicts: { http: B },
    help: 'Give the new form a route of its own, among `additional_bindings`.',
  }),
  'path-field-renamed': rule({
    title: 'a value in the path has another name: the path stays the same',
    request: { grpc: B, source: B, tools: B },
    help: 'The path does not show it, SDK and tools do: keep the old name.',
  }),
  'field-moved': rule({
    title: 'a field travels in the path that did not, or the other way round',
    request: { http: B },
    help: 'Give the new form a route of its own.',
  }),
  'body-added': rule({
    title: 'a method that took no body takes one, which may be left out',
    verdicts: { http: S },
  }),
  'kind-changed': rule({
    title: 'one value became a stream, or the other way round',
    verdicts: { http: B, grpc: B, source: B },
    help: 'Give the new form a method of its own.',
  }),
  'call-changed': rule({
    title: 'a message in place of parameters, or the other way round',
    verdicts: { source: B },
    help: 'The request is the same, but calls are written otherwise: give the new form a method of its own.',
  }),
  'parameter-renamed': rule({
    title: 'a positional parameter has another name',
    request: { http: B, grpc: B, tools: B },
    help: 'Calls do not show the name, requests do: keep the old one.',
  }),
  'parameters-reordered': rule({
    title: 'positional parameters stand in another order',
    verdicts: { source: B },
    help: 'Put new parameters last, and leave the others where they were.',
  }),
  'result-added': rule({
    title: 'a method that answered nothing answers with a value',
    verdicts: SAFE_BOTH,
  }),
  'result-removed': rule({
    title: 'a method that answered with a value answers nothing',
    verdicts: BREAKS_BOTH,
    help: 'Go on answering with the value.',
  }),
  'error-added': rule({ title: 'a new `@throws`', verdicts: { http: S, grpc: S } }),
  'error-removed': rule({ title: 'a `@throws` is gone', verdicts: { http: S, grpc: S } }),
  'scope-added': rule({
    title: 'a new `@scope`: callers without it are refused where it is enforced',
    verdicts: { http: B, grpc: B, tools: B },
    help: 'Give the scope to those who call it before this goes live.',
  }),
  'scope-removed': rule({ title: 'a `@scope` is gone', verdicts: { http: S, grpc: S, tools: S } }),
  'timeout-changed': rule({ title: 'another `@timeout`', verdicts: { http: S, grpc: S } }),
  'tool-added': rule({ title: 'a method became a tool', verdicts: { tools: S } }),
  'tool-removed': rule({
    title: 'a method is no tool any more',
    verdicts: { tools: B },
    help: 'Make it a tool again, without `@tool false` and `-skill=false`, or tell those whose agents use it.',
  }),
  'tool-renamed': rule({
    title: 'another tool name',
    verdicts: { tools: B },
    help: 'Keep the old name with `@tool name`.',
  }),
  'grpc-removed': rule({
    title: 'the service speaks gRPC no more',
    verdicts: { grpc: B },
    help: 'Keep `-protocols http,grpc` until nobody calls it.',
  }),
  'grpc-package-changed': rule({
    title: 'another name of the project, and so another package of its messages',
    verdicts: { grpc: B },
    help: 'Paths of methods begin with the package: keep the name with `-import`.',
  }),
  'grpc-number-changed': rule({
    title:
      'a field or value has another number: its type has another name, or its lock is not the old one',
    verdicts: { grpc: B },
    help: 'Keep the name of the type, and `pb/numbers.lock.json` as it was.',
  }),
  deprecated: rule({
    title: 'something became deprecated',
    verdicts: { http: S, grpc: S, source: S },
  }),
} as const;
