import type { EnumMember, LiteralType, Type } from '../../ir/types.ts';

/** Where the types of declarations are found, as far as they are known. */
export interface KnownTypes {
  typeOf(name: string): Type | undefined;
}

/**
 * One type out of alternatives: nested unions dissolve, fixed values become one set, and what a wider
 * alternative covers is gone. `undefined` when there are none.
 */
export function joinUnion(types: readonly Type[], known: KnownTypes): Type | undefined {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.variants : [type]));
  const parts = withoutCovered(allFixed(flat, known) ?? flat);
  const variants = distinct(gatherFixed(gatherPatterns(parts)));
  const [only] = variants;
  return variants.length < 2 ? only : { kind: 'union', variants };
}

const NO_DOCS = { text: '', examples: [] };

/** The alternatives as fixed values, also those behind aliases, when all of them are. */
function allFixed(types: readonly Type[], known: KnownTypes): readonly Type[] | undefined {
  const fixed: Type[] = [];
  for (const type of types) {
    const target = type.kind === 'ref' ? known.typeOf(type.name) : type;
    const isFixed =
      target?.kind === 'literal' ||
      (target?.kind === 'enum' && target.members.every((member) => member.name === undefined));
    if (!isFixed || target === undefined) return undefined;
    fixed.push(target);
  }
  return types.length > 1 ? fixed : undefined;
}

/** `string | 'a'` is `string`, `unknown | T` is `unknown`. */
function withoutCovered(types: readonly Type[]): readonly Type[] {
  const scalars = new Set(
    types.flatMap((type) =>
      type.kind === 'scalar' && type.constraints === undefined ? [type.scalar as string] : [],
    ),
  );
  if (scalars.has('unknown')) return [UNKNOWN];
  return types.filter((type) => {
    if (type.kind === 'literal') return !scalars.has(typeof type.value);
    if (type.kind !== 'enum') return true;
    return !type.members.every(
      ({ name, value }) => name === undefined && scalars.has(typeof value),
    );
  });
}

const UNKNOWN: Type = { kind: 'scalar', scalar: 'unknown' };

/** Texts that are put together from several alternatives are texts with one pattern. */
function gatherPatterns(types: readonly Type[]): readonly Type[] {
  const patterns = types.flatMap((type) => patternOf(type) ?? []);
  const [first, ...others] = types.filter((type) => patternOf(type) !== undefined);
  if (first === undefined || others.length === 0) return types;
  const pattern = [...new Set(patterns)].join('|');
  const whole: Type = { kind: 'scalar', scalar: 'string', constraints: { pattern } };
  return types.flatMap((type) => {
    if (type === first) return [whole];
    return others.includes(type) ? [] : [type];
  });
}

/** The pattern of a template text, which has no other constraint. */
function patternOf(type: Type): string | undefined {
  if (type.kind !== 'scalar' || type.scalar !== 'string') return undefined;
  const { pattern, ...others } = type.constraints ?? {};
  return Object.keys(others).length === 0 ? pattern : undefined;
}

/** Puts all texts and numbers together where the first of them stands, and `true | false` into `boolean`. */
function gatherFixed(types: readonly Type[]): readonly Type[] {
  const members = types.flatMap(fixedMembers);
  const booleans = types.filter(isBoolean);
  const gathered: Type[] = [];
  for (const type of types) {
    if (isBoolean(type)) {
      const both = new Set(booleans.map(({ value }) => value)).size === 2;
      gathered.push(both ? { kind: 'scalar', scalar: 'boolean' } : type);
    } else if (fixedMembers(type).length === 0) gathered.push(type);
    else if (!gathered.some((one) => fixedMembers(one).length > 0)) gathered.push(setOf(members));
  }
  return gathered;
}

function setOf(members: readonly EnumMember[]): Type {
  const byValue = new Map(members.map((member) => [member.value, member]));
  const [only, second] = byValue.values();
  return only !== undefined && second === undefined
    ? { kind: 'literal', value: only.value, ...(only.member && { member: only.member }) }
    : { kind: 'enum', members: [...byValue.values()], open: false };
}

function isBoolean(type: Type): type is LiteralType {
  return type.kind === 'literal' && typeof type.value === 'boolean';
}

function fixedMembers(type: Type): readonly EnumMember[] {
  if (type.kind === 'literal') {
    const { value, member } = type;
    if (typeof value === 'boolean') return [];
    return [{ value, docs: NO_DOCS, ...(member === undefined ? {} : { member }) }];
  }
  const isNameless = type.kind === 'enum' && type.members.every(({ name }) => name === undefined);
  return isNameless ? type.members : [];
}

function distinct(types: readonly Type[]): readonly Type[] {
  const byText = new Map(types.map((type) => [JSON.stringify(type), type]));
  return [...byText.values()];
}
