import { type Diagnostic, diagnose } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { renameVariables } from '../../../ir/path-template.ts';
import type { HttpBody, HttpRule, HttpVerb } from '../../../ir/types.ts';
import type { MessageDescriptor, MethodDescriptor, ServiceDescriptor } from '../descriptor.ts';
import { type OptionMessage, readOption } from '../option-value.ts';
import { propertyNames } from './fields.ts';

const VERBS: readonly HttpVerb[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'];

/** A verb that a rule names, which may be one that no route can have, and the path. */
interface Pattern {
  readonly verb: string;
  readonly path: string;
  readonly span: Span;
}

/** What `google.api.http` says of a method, its fields by the names that the contract has for them. */
export function httpRuleOf(method: MethodDescriptor): HttpRule | undefined {
  const [first, ...others] = rulesOf(method).flatMap((rule) => lowerRule(rule, method));
  if (first === undefined) return undefined;
  return { ...first, ...(others.length === 0 ? {} : { additional: others }) };
}

/** Rules whose verb no route can have: they are left out, which their author should know. */
export function checkHttpRules(services: readonly ServiceDescriptor[]): Diagnostic[] {
  return services
    .flatMap(({ method }) => method)
    .flatMap(rulesOf)
    .flatMap((rule) => {
      const pattern = patternOf(rule);
      if (pattern === undefined || isVerb(pattern.verb)) return [];
      const { verb, path, span } = pattern;
      return [diagnose('proto-http-verb', { verb, path }, { span })];
    });
}

function isVerb(verb: string): verb is HttpVerb {
  return VERBS.some((one) => one === verb);
}

/** A method's rule and its additional bindings, in their order. */
function rulesOf({ options }: MethodDescriptor): readonly OptionMessage[] {
  const rule = readOption(options, '(google.api.http)')?.value;
  if (!isMessage(rule)) return [];
  const additional = readOption(rule, 'additional_bindings')?.value;
  const others = Array.isArray(additional) ? additional.filter(isMessage) : [];
  return [rule, ...others];
}

function isMessage(value: unknown): value is OptionMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'option message'
  );
}

function patternOf(rule: OptionMessage): Pattern | undefined {
  for (const verb of VERBS) {
    const found = readOption(rule, verb.toLowerCase());
    if (found !== undefined) return { verb, path: String(found.value), span: found.span };
  }
  const custom = readOption(rule, 'custom');
  if (custom === undefined || !isMessage(custom.value)) return undefined;
  const text = (name: string): string => textOf(custom.value as OptionMessage, name) ?? '';
  return { verb: text('kind'), path: text('path'), span: custom.span };
}

function textOf(message: OptionMessage, name: string): string | undefined {
  const value = readOption(message, name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function lowerRule(rule: OptionMessage, method: MethodDescriptor): HttpRule[] {
  const pattern = patternOf(rule);
  if (pattern === undefined || !isVerb(pattern.verb)) return [];
  const { verb, path, span } = pattern;
  const responseBody = textOf(rule, 'response_body');
  return [
    {
      verb,
      path: renameVariables(path, (field) => propertyPath(field, method.inputType)),
      body: bodyOf(textOf(rule, 'body'), method.inputType),
      ...(responseBody === undefined
        ? {}
        : { responseBody: propertyPath(responseBody, method.outputType) }),
      span,
    },
  ];
}

function bodyOf(body: string | undefined, input: MessageDescriptor): HttpBody {
  if (body === undefined) return { kind: 'none' };
  return body === '*' ? { kind: 'rest' } : { kind: 'field', field: propertyPath(body, input) };
}

/** `thing.thing_id` as the contract has it; what the message does not have stays, to be refused by its name. */
function propertyPath(path: string, message: MessageDescriptor | undefined): string {
  const [first = '', ...rest] = path.split('.');
  const field = message?.field.find(({ name }) => name === first);
  if (message === undefined || field === undefined) return path;
  const name = propertyNames(message).fields.get(field) ?? field.jsonName;
  return rest.length === 0 ? name : `${name}.${propertyPath(rest.join('.'), field.message)}`;
}
