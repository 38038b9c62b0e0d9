import type { Column } from '../../ir/types.ts';
import type { TagName } from './doc-tags.ts';
import type { Documented } from './docs.ts';
import type { Report } from './report.ts';

const NAME = /^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)?$/;

/** Reads `@table users`, which makes a model of a message. */
export function readTable(report: Report, documented: Documented): string | undefined {
  return readText(report, documented, {
    tag: 'table',
    pattern: NAME,
    wanted: 'Write the name of the table behind it: `@table users`.',
  });
}

/** Reads what a field's comment says of its column; `undefined` where it says nothing. */
export function readColumn(
  report: Report,
  documented: Documented,
  field: string,
): Column | undefined {
  const has = (tag: TagName): boolean => documented.tag(tag) !== undefined;
  const wanted = 'Write one name behind it: `@column user_name`.';
  const name = readText(report, documented, { tag: 'column', pattern: NAME, wanted });
  const type = documented.tag('type')?.value;
  const references = readReferences(report, documented);
  const flags = {
    key: has('key'),
    autoIncrement: has('autoincrement'),
    unique: has('unique'),
    index: has('index'),
  };
  const isColumn =
    name !== undefined || references !== undefined || Object.values(flags).includes(true);
  if (!isColumn) return undefined;
  return {
    name: name ?? field,
    ...flags,
    ...(type === undefined || type === '' ? {} : { type }),
    ...(references === undefined ? {} : { references }),
  };
}

function readReferences(report: Report, documented: Documented): Column['references'] {
  const text = readText(report, documented, {
    tag: 'references',
    pattern: /^[A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*$/,
    wanted: 'Write a model and its field behind it: `@references User.id`.',
  });
  const [model, field] = text?.split('.') ?? [];
  return model === undefined || field === undefined ? undefined : { model, field };
}

interface Rule {
  readonly tag: TagName;
  readonly pattern: RegExp;
  readonly wanted: string;
}

function readText(
  report: Report,
  documented: Documented,
  { tag: name, pattern, wanted }: Rule,
): string | undefined {
  const tag = documented.tag(name);
  if (tag === undefined || pattern.test(tag.value)) return tag?.value;
  const reason = tag.value === '' ? 'has no value' : `cannot be \`${tag.value}\``;
  report.add('bad-tag-value', { tag: name, reason, wanted }, { span: documented.valueSpan(tag) });
  return undefined;
}
