import { ALL_BREAKING, ALL_SAFE, B, BREAKS_BOTH, S, SAFE_BOTH, rule } from './rule.ts';

/** What changes of types mean, by where their values travel. */
export const typeRules = {
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
    request: { ...ALL_BREAKING, grpc: S },
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
    response: { http: S, grpc: S, source: B },
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
    request: { http: S, grpc: S, tools: S },
  }),
  'default-changed': rule({
    title: 'another `@default`: those who leave the field out mean something else',
    request: { http: B, grpc: B, tools: B },
    help: 'Keep the old default, or add a field with the new one.',
  }),
  'default-removed': rule({
    title: 'a `@default` is gone: what absence means is no longer promised',
    request: { http: B, grpc: B, tools: B },
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
    response: { ...BREAKS_BOTH, grpc: S },
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
    response: { ...BREAKS_BOTH, grpc: S },
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
    response: { http: S, grpc: S, source: B },
    help: 'Code that handles every value, such as an exhaustive `switch`, needs another case.',
  }),
  'enum-value-removed': rule({
    title: 'a value of a set is gone',
    request: ALL_BREAKING,
    response: { http: S, grpc: S, source: B },
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
    response: { http: S, grpc: S, source: B },
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
    response: { http: S, grpc: S, source: B },
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
    response: { http: S, grpc: S, source: B },
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
    request: { http: B, grpc: B, tools: B },
    response: { http: S, grpc: S },
    help: 'Leave the bound as it was: values that were accepted are refused.',
  }),
  'constraint-loosened': rule({
    title: 'a wider bound, or none any more; SDKs do not check answers',
    request: { http: S, grpc: S, tools: S },
    response: { http: S, grpc: S },
  }),
  'constraint-changed': rule({
    title: 'another `@pattern`, of which nothing can be told',
    request: { http: B, grpc: B, tools: B },
    response: { http: S, grpc: S },
    help: 'Make sure that the new one accepts all that the old one did, or leave it as it was.',
  }),
  'format-changed': rule({
    title: 'another `@format` of a text',
    request: { http: B, grpc: B, tools: B },
    response: { http: B, grpc: B },
    help: 'Add a field of the new format beside the old one.',
  }),
} as const;
