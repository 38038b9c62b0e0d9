import type { EnumMember, EnumType, LiteralType } from '../types.ts';
import type { JsonSchema } from './schema.ts';

type Value = string | number | boolean;

/** One fixed value. */
export function literalSchema({ value }: LiteralType): JsonSchema {
  return { type: typeof value, const: value };
}

/**
 * A set of fixed values. Names and comments of its members are in the description, where the values alone do not
 * say it: `enum` is what every tool understands, and it has no room for more.
 */
export function enumSchema({ members, open }: EnumType): JsonSchema {
  const values = [...new Set(members.map((member) => member.value))];
  const description = describedMembers(members);
  const closed: JsonSchema = { ...sharedType(values), enum: values };
  return {
    ...(description === '' ? {} : { description }),
    ...(open ? { anyOf: [closed, { type: 'integer' }] } : closed),
  };
}

function sharedType(values: readonly Value[]): JsonSchema {
  const [first = '', ...others] = new Set(values.map((value) => typeof value));
  return first !== '' && others.length === 0 ? { type: first } : {};
}

function describedMembers(members: readonly EnumMember[]): string {
  const isTold = members.some(
    ({ name, value, docs }) => docs.text !== '' || (name !== undefined && name !== value),
  );
  const hasMore = members.some(({ value, docs }) => docs.text !== '' || typeof value === 'number');
  return isTold && hasMore ? members.map(memberLine).join('\n') : '';
}

/** "- `2`: High. Drop everything." */
function memberLine({ name, value, docs }: EnumMember): string {
  const words = [
    ...(name === undefined || name === value ? [] : [name]),
    ...(docs.text === '' ? [] : [docs.text.replaceAll('\n', ' ')]),
    ...(docs.deprecated === undefined
      ? []
      : [`Deprecated: ${docs.deprecated}`.replace(/: $/, '.')]),
  ];
  const text = words.join('. ');
  return `- \`${value}\`${text === '' ? '' : `: ${text}`}`;
}
