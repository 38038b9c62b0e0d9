import type { Constraints, Type } from '../../ir/types.ts';
import { nearest } from '../../text/nearest.ts';
import type { DocTag } from './doc-comment.ts';
import type { TagName } from './doc-tags.ts';
import type { Documented } from './docs.ts';
import type { Report } from './report.ts';

/** The keywords that a comment puts on a type, and what a keyword is for. */
type Keyword = keyof Constraints;
type Draft = { -readonly [K in keyof Constraints]: Constraints[K] };

interface Context {
  readonly report: Report;
  readonly table: { typeOf(name: string): Type | undefined };
}

interface Rule {
  readonly tag: TagName & Keyword;
  readonly fits: string;
  readonly kinds: readonly string[];
  readonly read: (value: string) => number | string | true | undefined;
  readonly wanted: string;
}

const NUMBERS = { fits: 'numbers', kinds: ['number', 'integer', 'bigint'] };
const TEXTS = { fits: 'texts', kinds: ['string'] };
const LISTS = { fits: 'lists', kinds: ['list', 'set'] };
const A_NUMBER = { read: readNumber, wanted: 'Write one number behind it, such as 10 or 0.5.' };
const A_COUNT = { read: readCount, wanted: 'Write a whole number from 0 behind it.' };
const POSITIVE = { read: readPositive, wanted: 'Write one number above 0 behind it.' };

const RULES: readonly Rule[] = [
  { tag: 'minimum', ...NUMBERS, ...A_NUMBER },
  { tag: 'maximum', ...NUMBERS, ...A_NUMBER },
  { tag: 'exclusiveMinimum', ...NUMBERS, ...A_NUMBER },
  { tag: 'exclusiveMaximum', ...NUMBERS, ...A_NUMBER },
  { tag: 'multipleOf', ...NUMBERS, ...POSITIVE },
  { tag: 'minLength', ...TEXTS, ...A_COUNT },
  { tag: 'maxLength', ...TEXTS, ...A_COUNT },
  {
    tag: 'pattern',
    ...TEXTS,
    read: readPattern,
    wanted: 'Write a regular expression behind it, without slashes, valid with the `u` flag.',
  },
  {
    tag: 'format',
    fits: 'texts and numbers',
    kinds: ['string', 'number', 'integer', 'bigint', 'instant'],
    read: (value) => (/^[A-Za-z][\w-]*$/.test(value) ? value : undefined),
    wanted: 'Write one name behind it, such as email, uuid or int32.',
  },
  { tag: 'minItems', ...LISTS, ...A_COUNT },
  { tag: 'maxItems', ...LISTS, ...A_COUNT },
  {
    tag: 'uniqueItems',
    fits: 'lists',
    kinds: ['list'],
    read: (value) => (value === '' || value === 'true' ? true : undefined),
    wanted: 'Write nothing behind it.',
  },
];

/** Whether a comment puts constraints on what it stands before. */
export function hasConstraints(documented: Documented): boolean {
  return RULES.some(({ tag }) => documented.tag(tag) !== undefined) || isInteger(documented);
}

/** A type with the constraints of a comment. One that a type cannot have is a fault at its place. */
export function constrain(context: Context, documented: Documented, type: Type): Type {
  if (!hasConstraints(documented)) return type;
  if (type.kind === 'nullable') {
    return { ...type, of: constrain(context, documented, type.of) };
  }
  const whole = integerType(context, documented, type);
  const kind = kindOf(context, whole);
  const draft: Draft = {};
  for (const rule of RULES) {
    const tag = documented.tag(rule.tag);
    if (tag !== undefined) readRule(context, { rule, tag, documented, kind, draft });
  }
  checkRanges(context, documented, draft);
  if (draft.format !== undefined) checkFormat(context, documented, { format: draft.format, kind });
  return withConstraints(whole, draft);
}

interface Reading {
  readonly rule: Rule;
  readonly tag: DocTag;
  readonly documented: Documented;
  readonly kind: string | undefined;
  readonly draft: Draft;
}

function readRule({ report }: Context, { rule, tag, documented, kind, draft }: Reading): void {
  if (kind !== undefined && !rule.kinds.includes(kind)) {
    const params = { tag: tag.name, type: KIND_NAMES[kind] ?? 'this type', fits: rule.fits };
    report.add('constraint-misfit', params, { span: documented.nameSpan(tag) });
    return;
  }
  const value = rule.read(tag.value);
  if (value === undefined) {
    const reason = tag.value === '' ? 'has no value' : `cannot be \`${tag.value}\``;
    const params = { tag: tag.name, reason, wanted: rule.wanted };
    report.add('bad-tag-value', params, { span: documented.valueSpan(tag) });
  } else Object.assign(draft, { [rule.tag]: value });
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'a boolean',
  number: 'a number',
  integer: 'a number',
  bigint: 'a bigint',
  bytes: 'bytes',
  instant: 'a date',
  timestamp: 'a date',
  unknown: 'a value of any type',
  literal: 'a fixed value',
  enum: 'a set of fixed values',
  list: 'a list',
  set: 'a set',
  map: 'a map',
  tuple: 'a tuple',
  union: 'a union',
  nullable: 'a type that may be `null`; put it on the type within',
  object: 'an object',
};

/** What constraints are chosen by; `undefined` while a declaration is not known yet. */
function kindOf(context: Context, type: Type): string | undefined {
  const target = targetOf(context, type);
  if (target === undefined) return undefined;
  return target.kind === 'scalar' ? target.scalar : target.kind;
}

function targetOf({ table }: Context, type: Type): Type | undefined {
  let target: Type | undefined = type;
  while (target?.kind === 'ref') target = table.typeOf(target.name);
  return target;
}

function isInteger(documented: Documented): boolean {
  return documented.tag('integer') !== undefined;
}

const INTEGER_FORMATS: ReadonlySet<string> = new Set(['int32', 'int64', 'uint32', 'uint64']);
const NUMBER_FORMATS: ReadonlySet<string> = new Set([...INTEGER_FORMATS, 'float', 'double']);

/** `@integer`, or a format of whole numbers, makes a number an integer, also behind an alias. */
function integerType(context: Context, documented: Documented, type: Type): Type {
  const format = documented.tag('format')?.value ?? '';
  const tag = documented.tag('integer');
  if (tag === undefined && !INTEGER_FORMATS.has(format)) return type;
  const target = targetOf(context, type);
  if (target?.kind === 'scalar' && (target.scalar === 'number' || target.scalar === 'integer')) {
    return withConstraints({ ...target, scalar: 'integer' }, constraintsOf(type));
  }
  if (tag !== undefined) {
    const name = KIND_NAMES[kindOf(context, type) ?? ''] ?? 'this type';
    const params = { tag: 'integer', type: name, fits: 'the type number' };
    context.report.add('constraint-misfit', params, { span: documented.nameSpan(tag) });
  }
  return type;
}

function constraintsOf(type: Type): Constraints {
  return type.kind === 'ref' ? (type.constraints ?? {}) : {};
}

function withConstraints(type: Type, draft: Constraints): Type {
  if (Object.keys(draft).length === 0) return type;
  switch (type.kind) {
    case 'scalar':
    case 'list':
    case 'set':
    case 'ref':
      return { ...type, constraints: { ...type.constraints, ...draft } };
    default:
      return type;
  }
}

const RANGES: readonly (readonly [low: TagName & Keyword, high: TagName & Keyword])[] = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
];

function checkRanges({ report }: Context, documented: Documented, draft: Draft): void {
  for (const [low, high] of RANGES) {
    const tag = documented.tag(low);
    if (tag === undefined || Number(draft[low] ?? 0) <= Number(draft[high] ?? Infinity)) continue;
    const reason = `is above @${high}`;
    const params = { tag: low, reason, wanted: `Make @${low} at most @${high}.` };
    report.add('bad-tag-value', params, { span: documented.valueSpan(tag) });
  }
}

/** The formats of JSON Schema 2020-12 (validation, section 7.3) and OpenAPI's registry. */
const TEXT_FORMATS: readonly string[] = (
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri ' +
  'iri-reference uuid uri-template json-pointer relative-json-pointer regex byte binary password'
).split(' ');

function checkFormat(
  { report }: Context,
  documented: Documented,
  { format, kind }: { readonly format: string; readonly kind: string | undefined },
): void {
  const tag = documented.tag('format');
  if (tag === undefined || kind === undefined) return;
  const span = documented.valueSpan(tag);
  const isNumber = NUMBERS.kinds.includes(kind);
  const misfits =
    (isNumber && !NUMBER_FORMATS.has(format)) ||
    (kind === 'bigint' && !INTEGER_FORMATS.has(format)) ||
    (kind === 'string' && NUMBER_FORMATS.has(format)) ||
    (kind === 'instant' && format !== 'date-time');
  if (misfits) {
    const fits = NUMBER_FORMATS.has(format) ? 'numbers' : 'texts';
    const params = { tag: `format ${format}`, type: KIND_NAMES[kind] ?? kind, fits };
    report.add('constraint-misfit', params, { span });
    return;
  }
  const meant = TEXT_FORMATS.includes(format) ? undefined : nearest(format, TEXT_FORMATS);
  if (kind === 'string' && meant !== undefined) {
    report.add('unknown-format', { format, nearest: meant }, { span });
  }
}

function readNumber(value: string): number | undefined {
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function readCount(value: string): number | undefined {
  return /^\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
}

function readPositive(value: string): number | undefined {
  const number = readNumber(value);
  return number !== undefined && number > 0 ? number : undefined;
}

function readPattern(value: string): string | undefined {
  try {
    return value === '' ? undefined : new RegExp(value, 'u').source && value;
  } catch {
    return undefined;
  }
}
