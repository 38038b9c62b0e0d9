import { parseTemplate, pathVariables, renameVariables } from '../../../ir/path-template.ts';
import type { HttpBody, HttpRule, HttpVerb } from '../../../ir/types.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { FieldDescriptor, MessageDescriptor, MethodDescriptor } from '../descriptor.ts';
import { type OptionField, type OptionMessage, readOption } from '../option-value.ts';
import { propertyNames } from './fields.ts';
import { naturalTypes } from './natural.ts';

/** Takes note of what is wrong with a rule. */
export type ReportHttp = (diagnostic: Diagnostic) => void;

const VERBS: Readonly<Record<string, HttpVerb>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  patch: 'PATCH',
};

/**
 * The routes that an author gave a method by `google.api.http`; absent where there are none, or none that can be served.
 * Source: google/api/http.proto
 */
export function httpRule(method: MethodDescriptor, report: ReportHttp): HttpRule | undefined {
  const option = readOption(method.options, '(google.api.http)');
  if (option === undefined) return undefined;
  const rules = [option, ...additionalOf(option)].flatMap(
    (one) => ruleOf(one, { method, report }) ?? [],
  );
  const [first, ...additional] = rules;
  if (first === undefined) return undefined;
  return { ...first, ...(additional.length === 0 ? {} : { additional }) };
}

/** A rule within the option, and where it stands. */
type Rule = Pick<OptionField, 'value' | 'span'>;

function additionalOf({ value }: Rule): readonly Rule[] {
  const found = isMessage(value) ? readOption(value, 'additional_bindings') : undefined;
  if (found === undefined || !Array.isArray(found.value)) return [];
  return found.value.map((one) => ({ value: one, span: found.span }));
}

interface Scope {
  readonly method: MethodDescriptor;
  readonly report: ReportHttp;
}

function ruleOf({ value, span }: Rule, scope: Scope): HttpRule | undefined {
  if (!isMessage(value)) return undefined;
  const pattern = value.fields.find(({ field }) => field.name in VERBS);
  if (pattern === undefined) {
    refuseCustom(value, span, scope);
    return undefined;
  }
  const text = String(pattern.value);
  const path = pathOf(text, pattern.span, scope);
  const body = bodyOf(value, scope);
  const responseBody = responseBodyOf(value, scope);
  if (path === undefined || body === undefined) return undefined;
  return {
    verb: VERBS[pattern.field.name] ?? 'POST',
    path,
    body,
    ...(responseBody === undefined ? {} : { responseBody }),
    span: pattern.span,
  };
}

/** `custom: { kind: "HEAD" path: "/x" }` and rules without any path: the derived route serves the method. */
function refuseCustom(rule: OptionMessage, span: Span, { method, report }: Scope): void {
  const custom = readOption(rule, 'custom');
  const kind = isMessage(custom?.value) ? readOption(custom.value, 'kind')?.value : undefined;
  const params = { method: method.fullName, verb: typeof kind === 'string' ? kind : '' };
  report(diagnose('proto-http-verb', params, { span: custom?.span ?? span }));
}

/** The path with the names that the contract has for fields. */
function pathOf(text: string, span: Span, scope: Scope): string | undefined {
  const parsed = parseTemplate(text);
  if ('fault' in parsed) {
    const help = 'See https://google.aip.dev/127 for what a path can be.';
    return refuse(scope, span, `the path \`${text}\` ${parsed.fault}`, help);
  }
  const { inputType } = scope.method;
  const names = new Map<string, string>();
  for (const { field } of pathVariables(text)) {
    const found = fieldOf(field, inputType);
    if (found === undefined) {
      const known = inputType.field.map(({ name }) => name).join(', ');
      const help = known === '' ? 'It has no field.' : `It has ${known}.`;
      return refuse(scope, span, `${inputType.fullName} has no field ${field}`, help);
    }
    const reason = unfit(found.field);
    if (reason !== undefined) {
      const help = 'A path holds single values: texts, numbers, booleans, enums and bytes.';
      return refuse(scope, span, `a path cannot hold ${field}, which is ${reason}`, help);
    }
    names.set(field, found.path);
  }
  return renameVariables(text, (field) => names.get(field) ?? field);
}

interface FoundField {
  readonly field: FieldDescriptor;
  /** By the names that the contract has. */
  readonly path: string;
}

function fieldOf(path: string, message: MessageDescriptor): FoundField | undefined {
  const [first, ...rest] = path.split('.');
  const field = message.field.find(({ name }) => name === first);
  if (field === undefined) return undefined;
  const name = propertyNames(message).fields.get(field) ?? field.jsonName;
  if (rest.length === 0) return { field, path: name };
  const inner = field.message === undefined ? undefined : fieldOf(rest.join('.'), field.message);
  return inner === undefined ? undefined : { ...inner, path: `${name}.${inner.path}` };
}

/** What of a field keeps it out of a path. */
function unfit({ label, isMap, message }: FieldDescriptor): string | undefined {
  if (isMap) return 'a map';
  if (label === 'repeated') return 'a list';
  const natural = naturalTypes.get(message?.fullName ?? '');
  return message === undefined || natural?.kind === 'scalar' ? undefined : 'a message';
}

function bodyOf(rule: OptionMessage, scope: Scope): HttpBody | undefined {
  const found = readOption(rule, 'body');
  const text = typeof found?.value === 'string' ? found.value : '';
  if (found === undefined || text === '') return { kind: 'none' };
  if (text === '*') return { kind: 'rest' };
  const { inputType } = scope.method;
  const field = fieldOf(text, inputType);
  if (field !== undefined && !text.includes('.')) return { kind: 'field', field: field.path };
  const help = 'A body is `*` or a field of the request itself.';
  return refuse(scope, found.span, `${inputType.fullName} has no field ${text} for the body`, help);
}

function responseBodyOf(rule: OptionMessage, scope: Scope): string | undefined {
  const found = readOption(rule, 'response_body');
  const text = typeof found?.value === 'string' ? found.value : '';
  if (found === undefined || text === '') return undefined;
  const { outputType } = scope.method;
  const field = fieldOf(text, outputType);
  if (field !== undefined && !text.includes('.')) return field.path;
  const help = 'It names a field of the answer itself.';
  return refuse(scope, found.span, `${outputType.fullName} has no field ${text}`, help);
}

function refuse({ report }: Scope, span: Span, reason: string, help: string): undefined {
  report(diagnose('proto-http', { reason, help }, { span }));
  return undefined;
}

function isMessage(value: OptionField['value'] | undefined): value is OptionMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'option message'
  );
}
