import type { Field, LiteralType, ObjectType, Type } from '../ir/types.ts';
import { assertNever } from '../text/assert-never.ts';
import { docComment } from '../text/comments.ts';
import { isIdentifier } from '../text/identifiers.ts';
import { group, unionGroup } from '../text/layout.ts';
import { propertyKey, stringLiteral } from '../text/literals.ts';

/** How a type expression names a declaration: usually an import of it. */
export type NameOf = (declaration: string) => string;

/** A type of the contract as TypeScript, with its groups still to be laid out. */
export function typeText(type: Type, nameOf: NameOf): string {
  const text = (inner: Type): string => typeText(inner, nameOf);
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'literal':
      return fixedText(type, nameOf);
    case 'enum': {
      const values = type.members.map((member) => fixedText(member, nameOf));
      return unionGroup(type.open ? [...values, 'number'] : values);
    }
    case 'list': {
      const array = arrayText(type.items, text);
      return type.readonly ? `readonly ${array}` : array;
    }
    case 'set':
      return `Set<${text(type.items)}>`;
    case 'map':
      return `${type.form === 'map' ? 'Map' : 'Record'}<${text(type.key)}, ${text(type.value)}>`;
    case 'tuple': {
      const items = type.items.map((item) =>
        item.optional ? optionalText(item.type, text) : text(item.type),
      );
      const rest = type.rest === undefined ? [] : [`...${arrayText(type.rest, text)}`];
      return (type.readonly ? 'readonly ' : '') + group(['[', ']'], [...items, ...rest]);
    }
    case 'union':
      return unionGroup(type.variants.map(text));
    case 'nullable':
      return unionGroup([text(type.of), 'null']);
    case 'object':
      return objectText(type.fields, type.additional, nameOf);
    case 'ref':
      return nameOf(type.name);
    default:
      return assertNever(type);
  }
}

const SCALARS = {
  string: 'string',
  boolean: 'boolean',
  number: 'number',
  integer: 'number',
  bigint: 'bigint',
  bytes: 'Uint8Array',
  instant: 'Date',
  timestamp: 'Timestamp',
  unknown: 'unknown',
  duration: '{ seconds: bigint; nanos: number }',
  'field-mask': 'string[]',
  any: '{ typeUrl: string; value: Uint8Array }',
} as const;

function arrayText(items: Type, text: (type: Type) => string): string {
  return `${tightText(items, text)}[]`;
}

function optionalText(item: Type, text: (type: Type) => string): string {
  return `${tightText(item, text)}?`;
}

function tightText(type: Type, text: (type: Type) => string): string {
  return NEEDS_PARENS.has(type.kind) ? `(${text(type)})` : text(type);
}

/** Kinds whose text binds more loosely than `[]`. */
const NEEDS_PARENS: ReadonlySet<Type['kind']> = new Set(['union', 'nullable', 'enum', 'list']);

/** A value, or the member of an enum that it is in code: TypeScript takes no `'red'` for `Color.Red`. */
function fixedText({ value, member }: Pick<LiteralType, 'value' | 'member'>, nameOf: NameOf) {
  if (member === undefined) return literalText(value);
  const owner = nameOf(member.of);
  return isIdentifier(member.name)
    ? `${owner}.${member.name}`
    : `(typeof ${owner})[${stringLiteral(member.name)}]`;
}

function literalText(value: string | number | boolean): string {
  return typeof value === 'string' ? stringLiteral(value) : String(value);
}

function objectText(fields: readonly Field[], additional: Type | undefined, nameOf: NameOf) {
  const members = propertiesOf(fields).map((property) => propertyText(property, nameOf));
  if (additional !== undefined) members.push(`[key: string]: ${typeText(additional, nameOf)}`);
  return group(['{', '}'], members, { padded: true, separator: ';' });
}

/** A property of an object in code: a field, or the fields of a oneof together. */
type Property =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'oneof'; readonly name: string; readonly fields: readonly Field[] };

/** A oneof stands where the first of its fields does. */
function propertiesOf(fields: readonly Field[]): readonly Property[] {
  return fields.flatMap((field, index): Property[] => {
    const { oneof: name } = field;
    if (name === undefined) return [{ kind: 'field', field }];
    const members = fields.filter(({ oneof }) => oneof === name);
    return fields.indexOf(members[0] ?? field) === index
      ? [{ kind: 'oneof', name, fields: members }]
      : [];
  });
}

function propertyText(property: Property, nameOf: NameOf): string {
  return property.kind === 'field'
    ? memberText(property.field, nameOf)
    : oneofText(property.name, property.fields, nameOf);
}

function memberText(field: Field, nameOf: NameOf): string {
  const modifier = field.readonly ? 'readonly ' : '';
  const mayLack = field.optional && field.filled !== true;
  return `${modifier}${propertyKey(field.name)}${mayLack ? '?' : ''}: ${typeText(field.type, nameOf)}`;
}

function oneofText(name: string, fields: readonly Field[], nameOf: NameOf): string {
  const choices = fields.map((field) =>
    group(
      ['{', '}'],
      [`case: ${stringLiteral(field.name)}`, `value: ${typeText(field.type, nameOf)}`],
      { padded: true, separator: ';' },
    ),
  );
  return `${propertyKey(name)}?: ${unionGroup(choices)}`;
}

/** What a comment says of a property: of the members of a oneof, each by its name. */
function propertyDocs(property: Property): string {
  if (property.kind === 'field') return docsText(property.field);
  return property.fields
    .map((field) => ({ name: field.name, text: docsText(field) }))
    .filter(({ text }) => text !== '')
    .map(({ name, text }) => `\`${name}\`: ${text}`)
    .join('\n\n');
}

function docsText({ docs: { text, deprecated } }: Field): string {
  const tag = deprecated === undefined ? '' : `@deprecated ${deprecated}`.trimEnd();
  return [text, tag].filter((part) => part !== '').join('\n\n');
}

/** An object type as an exported interface, its fields with their comments. */
export function interfaceText(name: string, type: ObjectType, nameOf: NameOf): string {
  const { fields, additional } = type;
  const members = propertiesOf(fields).map(
    (property) => `  ${docComment(propertyDocs(property), '  ')}${propertyText(property, nameOf)};`,
  );
  if (additional !== undefined) members.push(`  [key: string]: ${typeText(additional, nameOf)};`);
  if (members.length === 0) return `export interface ${name} {}`;
  return [`export interface ${name} {`, ...members, '}'].join('\n');
}
