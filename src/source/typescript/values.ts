import type { Span } from '../../diagnostics/span.ts';
import { misfit } from '../../ir/misfit.ts';
import type { Declarations } from '../../ir/resolve.ts';
import type { Json, Type } from '../../ir/types.ts';
import type { DocTag } from './doc-comment.ts';
import type { Documented } from './docs.ts';
import type { Report } from './report.ts';

/** A value in a comment that must fit a type, which may not be known in full before the end. */
export interface ValueCheck {
  readonly tag: string;
  readonly value: Json;
  readonly type: Type;
  readonly span: Span;
}

interface Context {
  readonly report: Report;
  readonly checks: ValueCheck[];
  /** The declarations known so far: enough to tell texts from other values. */
  readonly table: { typeOf(name: string): Type | undefined };
}

/** Reads `@default`: JSON, or for a text the bare words or TypeScript's own quotes. */
export function readDefault(
  context: Context,
  documented: Documented,
  type: Type,
): Json | undefined {
  const tag = documented.tag('default');
  return tag === undefined || tag.value === 'undefined'
    ? undefined
    : readValue(context, { tag, documented, type, strict: true });
}

/** Reads every `@example` that is data; what is not even meant as JSON is documentation for people. */
export function readExamples(context: Context, documented: Documented, type: Type): Json[] {
  return documented
    .tags('example')
    .map((tag) => readValue(context, { tag, documented, type, strict: false }))
    .filter((value) => value !== undefined);
}

/** Holds the values that were read against their types, now that all of them are known. */
export function checkValues(
  checks: readonly ValueCheck[],
  declarations: Declarations,
  report: Report,
): void {
  for (const { tag, value, type, span } of checks) {
    const reason = misfit(value, type, declarations);
    if (reason !== undefined) report.add('value-misfit', { tag, reason }, { span });
  }
}

interface Reading {
  readonly tag: DocTag;
  readonly documented: Documented;
  readonly type: Type;
  /** Whether a value that is no JSON is a fault. */
  readonly strict: boolean;
}

function readValue(context: Context, reading: Reading): Json | undefined {
  const { tag, documented, type, strict } = reading;
  const span = documented.valueSpan(tag);
  const text = unfenced(tag.value);
  if (text === undefined) return undefined;
  const value = isText(type, context.table) ? textValue(text) : jsonValue(text);
  if (value !== undefined) {
    context.checks.push({ tag: tag.name, value, type, span });
    return value;
  }
  if (strict || /^(?:[{["]|-?\d)/.test(text)) {
    const wanted = `Write it as JSON, such as \`@${tag.name} {"name": "Ada", "tags": ["a", "b"]}\`.`;
    const reason = text === '' ? 'has no value' : 'is not followed by JSON';
    context.report.add('bad-tag-value', { tag: tag.name, reason, wanted }, { span });
  }
  return undefined;
}

/** What is inside a code fence of JSON; `undefined` for a fence of anything else. */
function unfenced(value: string): string | undefined {
  const fence = /^```(\w*)\n([\s\S]*?)\n?```$/.exec(value);
  if (fence === null) return value;
  return fence[1] === 'json' ? fence[2] : undefined;
}

/** Whether a type's values are texts in JSON, so that bare words can stand for one. */
function isText(type: Type, table: Context['table']): boolean {
  if (type.kind === 'nullable') return isText(type.of, table);
  if (type.kind === 'ref') {
    const target = table.typeOf(type.name);
    return target !== undefined && isText(target, table);
  }
  if (type.kind === 'enum') return type.members.every(({ value }) => typeof value === 'string');
  if (type.kind === 'literal') return typeof type.value === 'string';
  const texts: readonly string[] = ['string', 'instant', 'timestamp', 'bytes'];
  return type.kind === 'scalar' && texts.includes(type.scalar);
}

function textValue(text: string): Json | undefined {
  if (text === 'null') return null;
  const parsed = text.startsWith('"') ? jsonValue(text) : undefined;
  if (parsed !== undefined) return parsed;
  const quoted = /^'([^']*)'$|^`([^`]*)`$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  return text === '' || text.startsWith('"') ? undefined : text;
}

function jsonValue(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
