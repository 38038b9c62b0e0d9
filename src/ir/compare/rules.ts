import type { Position, Verdicts } from './change.ts';

/** What a kind of change means, and what can be done about it. */
export interface Rule {
  /** The change in words, for the documentation. */
  readonly title: string;
  /** What does not depend on where values travel. */
  readonly verdicts?: Verdicts;
  readonly request?: Verdicts;
  readonly response?: Verdicts;
  readonly help?: string;
}

const B = 'breaking';
const S = 'safe';
const ALL_BREAKING: Verdicts = { http: B, source: B, tools: B };
const ALL_SAFE: Verdicts = { http: S, source: S, tools: S };
const BREAKS_BOTH: Verdicts = { http: B, source: B };
const SAFE_BOTH: Verdicts = { http: S, source: S };

function rule(definition: Rule): Rule {
  return definition;
}

/**
 * Every kind of change, and what it means: the one place where that is decided. Requests are written by old code
 * and read by the new service, so that what it asks for may grow only by what can be left out; answers are written
 * by the new service and read by old code, so that what they hold may not shrink. For source code a name must stay,
 * what is passed must still fit, and what is received must be no more than it was.
 */
export const rules = {
  'service-added': rule({ title: 'a new service', verdicts: ALL_SAFE }),
  'service-removed': rule({
    title: 'a service is gone, with its methods',
    verdicts: ALL_BREAKING,
    help: 'Keep it, deprecated, until nobody calls it.',
  }),
  'service-renamed': rule({
    title: 'a service has another name, and the same methods',
    verdicts: { source: B },
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
    verdicts: { source: B },
    help: 'Keep the old method as well, deprecated, with a route of its own.',
  }),
  'method-moved': rule({
    title: 'a method is in another service, and has the same route',
    verdicts: { source: B },
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
  'path-field-renamed': rule({
    title: 'a value in the path has another name: the path stays the same',
    request: { source: B, tools: B },
    help: 'The path does not show it, SDK and tools do: keep the old name.',
  }),
  'field-moved': rule({
    title: 'a field travels in the path that did not, or the other way round',
    request: { http: B },
    help: 'Give the new form a route of its own.',
  }),
  'body-added': rule({
    title: 'a method that took no body takes one, which may be empty of fields',
    verdicts: { http: B },
    help: 'Callers as they are send no body: give the new form a method of its own.',
  }),
  'kind-changed': rule({
    title: 'one value became a stream, or the other way round',
    verdicts: { http: B, source: B },
    help: 'Give the new form a method of its own.',
  }),
  'call-changed': rule({
    title: 'a message in place of parameters, or the other way round',
    verdicts: { source: B },
    help: 'The request is the same, but calls are written otherwise: give the new form a method of its own.',
  }),
  'parameter-renamed': rule({
    title: 'a positional parameter has another name',
    request: { http: B, tools: B },
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
  'error-added': rule({ title: 'a new `@throws`', verdicts: { http: S } }),
  'error-removed': rule({ title: 'a `@throws` is gone', verdicts: { http: S } }),
  'scope-added': rule({
    title: 'a new `@scope`: callers without it are refused where it is enforced',
    verdicts: { http: B, tools: B },
    help: 'Give the scope to those who call it before this goes live.',
  }),
  'scope-removed': rule({ title: 'a `@scope` is gone', verdicts: { http: S, tools: S } }),
  'timeout-changed': rule({ title: 'another `@timeout`', verdicts: { http: S } }),
  'tool-added': rule({ title: 'a method became a tool', verdicts: { tools: S } }),
  'tool-removed': rule({
    title: 'a method is no tool any more',
    verdicts: { tools: B },
    help: 'Remove `@tool false`, or tell those whose agents use it.',
  }),
  'tool-renamed': rule({
    title: 'another tool name',
    verdicts: { tools: B },
    help: 'Keep the old name with `@tool name`.',
  }),
  deprecated: rule({ title: 'something became deprecated', verdicts: { http: S, source: S } }),
  'type-renamed': rule({
    title: 'a type has another name: nothing on the wire',
    verdicts: { source: B },
    help: 'Export the old name too, as an alias that something uses, or tell the users of the SDK.',
  }),
  'type-removed': rule({
    title: 'a type that the SDK exported is gone',
    verdicts: { source: B },
    help: 'Keep the name in use, or tell the users of the SDK.',
  }),
  'required-field-added': rule({
    title: 'a new field that is required',
    request: ALL_BREAKING,
    response: SAFE_BOTH,
    help: 'Make it optional, and say what its absence means.',
  }),
  'optional-field-added': rule({
    title: 'a new optional field; in requests, servers go first',
    request: ALL_SAFE,
    response: SAFE_BOTH,
  }),
  'required-field-removed': rule({
    title: 'a required field is gone',
    request: ALL_BREAKING,
    response: BREAKS_BOTH,
    help: 'Requests are closed, and answers are relied upon: keep it, optional in requests and filled in answers.',
  }),
  'optional-field-removed': rule({
    title: 'an optional field is gone',
    request: ALL_BREAKING,
    response: { http: S, source: B },
    help: 'Keep it, deprecated; the service may ignore it.',
  }),
  'field-made-required': rule({
    title: 'an optional field became required',
    request: ALL_BREAKING,
    response: SAFE_BOTH,
    help: 'Leave it optional, and say what its absence means.',
  }),
  'field-made-optional': rule({
    title: 'a required field became optional',
    request: ALL_SAFE,
    response: BREAKS_BOTH,
    help: 'Go on answering with it, and leave it required.',
  }),
  'default-added': rule({
    title: 'a `@default` where there was none',
    request: { http: S, tools: S },
  }),
  'default-changed': rule({
    title: 'another `@default`: those who leave the field out mean something else',
    request: { http: B, tools: B },
    help: 'Keep the old default, or add a field with the new one.',
  }),
  'default-removed': rule({
    title: 'a `@default` is gone: what absence means is no longer promised',
    request: { http: B, tools: B },
    help: 'Keep the default.',
  }),
  'nullable-added': rule({
    title: '`null` became a value',
    request: ALL_SAFE,
    response: BREAKS_BOTH,
    help: 'Answer without `null`, or with a new field that may hold it.',
  }),
  'nullable-removed': rule({
    title: '`null` is no value any more',
    request: ALL_BREAKING,
    response: SAFE_BOTH,
    help: 'Go on accepting `null`.',
  }),
  'type-widened': rule({
    title: 'a type with all the values that it had, and more',
    request: ALL_SAFE,
    response: BREAKS_BOTH,
    help: 'Answer with a new field of the wider type.',
  }),
  'type-narrowed': rule({
    title: 'a type with some of the values that it had',
    request: ALL_BREAKING,
    response: SAFE_BOTH,
    help: 'Go on accepting what was accepted, or take a new field of the narrower type.',
  }),
  'type-changed': rule({
    title: 'another type',
    request: ALL_BREAKING,
    response: BREAKS_BOTH,
    help: 'Add a field of the new type beside the old one.',
  }),
  'form-changed': rule({
    title: 'another type in code that travels as before',
    request: { source: B },
    response: { source: B },
    help: 'Nothing changes on the wire; code that uses it has to be edited.',
  }),
  'enum-value-added': rule({
    title: 'a new value of a set; SDKs keep values that they do not know',
    request: ALL_SAFE,
    response: { http: S, source: B },
    help: 'Code that handles every value, such as an exhaustive `switch`, needs another case.',
  }),
  'enum-value-removed': rule({
    title: 'a value of a set is gone',
    request: ALL_BREAKING,
    response: { http: S, source: B },
    help: 'Keep the value, deprecated.',
  }),
  'enum-member-renamed': rule({
    title: 'an enum member has another name and the same value',
    request: { source: B },
    response: { source: B },
    help: 'The wire shows the value only; code shows the name: keep it.',
  }),
  'enum-opened': rule({
    title: 'a set of values became an open one',
    request: ALL_SAFE,
    response: { http: S, source: B },
    help: 'Code that handles every value needs a case for the others.',
  }),
  'enum-closed': rule({
    title: 'an open set of values became a closed one',
    request: ALL_BREAKING,
    response: SAFE_BOTH,
    help: 'Leave it open.',
  }),
  'variant-added': rule({
    title: 'a new alternative of a union',
    request: ALL_SAFE,
    response: BREAKS_BOTH,
    help: 'Callers as they are do not know its shape: answer with it from a new method, or in a new field.',
  }),
  'variant-removed': rule({
    title: 'an alternative of a union is gone',
    request: ALL_BREAKING,
    response: { http: S, source: B },
    help: 'Keep the alternative, deprecated.',
  }),
  'discriminator-changed': rule({
    title: 'another property, or none, tells the alternatives of a union apart',
    request: { source: S },
    response: { source: B },
    help: 'Keep a property that has its own fixed values in every alternative.',
  }),
  'index-added': rule({
    title: 'an object may hold properties of any name',
    request: ALL_SAFE,
    response: SAFE_BOTH,
  }),
  'index-removed': rule({
    title: 'an object may no longer hold properties of any name',
    request: ALL_BREAKING,
    response: { http: S, source: B },
    help: 'Go on accepting any property.',
  }),
  'list-made-readonly': rule({
    title: 'a list became `readonly`',
    request: { source: S },
    response: { source: B },
    help: 'Code that passes it on as a list that can be changed no longer compiles.',
  }),
  'list-made-writable': rule({
    title: 'a list is no longer `readonly`',
    request: { source: B },
    response: { source: S },
    help: 'Code that passes a `readonly` list no longer compiles.',
  }),
  'constraint-tightened': rule({
    title: 'a narrower bound, or a new one',
    request: { http: B, tools: B },
    response: { http: S },
    help: 'Leave the bound as it was: values that were accepted are refused.',
  }),
  'constraint-loosened': rule({
    title: 'a wider bound, or none any more; SDKs do not check answers',
    request: { http: S, tools: S },
    response: { http: S },
  }),
  'constraint-changed': rule({
    title: 'another `@pattern`, of which nothing can be told',
    request: { http: B, tools: B },
    response: { http: S },
    help: 'Make sure that the new one accepts all that the old one did, or leave it as it was.',
  }),
  'format-changed': rule({
    title: 'another `@format` of a text',
    request: { http: B, tools: B },
    response: { http: B },
    help: 'Add a field of the new format beside the old one.',
  }),
} as const satisfies Readonly<Record<string, Rule>>;

/** A kind of change. Codes are never reused. */
export type ChangeCode = keyof typeof rules;

/** What a kind of change means at a place. */
export function verdictsOf(code: ChangeCode, position: Position | undefined): Verdicts {
  const found: Rule = rules[code];
  const own = position === undefined ? undefined : found[position];
  return own ?? found.verdicts ?? {};
}

/** What can be done about a kind of change. */
export function helpOf(code: ChangeCode): string | undefined {
  const found: Rule = rules[code];
  return found.help;
}
