import { type Declarations, resolveType } from './resolve.ts';
import type { EnumMember, EnumType, Type, UnionType } from './types.ts';
import { type WireForms, isEntryList, wireForms } from './wire.ts';

/** What JSON calls a value. `null` is told by itself and is no alternative here. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** How a value of one alternative of a union is known on the wire. */
export interface Tell {
  readonly kind: JsonKind;
  /** The alternative: a variant of the union, or one of a variant that is a union itself. */
  readonly type: Type;
  /** The place among the union's variants of the one that it belongs to. */
  readonly variant: number;
  /** The required property of an object that no other object of the union has. */
  readonly property?: string;
  /** The only values that it has: those of a literal or an enum. */
  readonly values?: readonly (string | number | boolean)[];
}

/** Two alternatives that look alike on the wire, and what they both are there. */
export interface Ambiguity {
  readonly one: Type;
  readonly other: Type;
  /** `any`: one of them may be everything. */
  readonly both: JsonKind | 'any';
}

type CodedForms = Pick<WireForms, 'isCoded'>;

/**
 * How the alternatives of a union without a discriminator are told apart on the wire, in the order of its
 * variants: one a variant, except that a variant that is such a union itself gives all of its own, and a set of
 * texts and numbers one of each. `undefined` where a value could be of two of them and that makes a difference,
 * because one is another thing in code than in JSON.
 */
export function tellsApart(
  union: UnionType,
  declarations: Declarations,
  forms: CodedForms = wireForms({ declarations: [...declarations.values()] }),
): readonly Tell[] | undefined {
  const tells = readTells(union, declarations);
  return tells === undefined || findAlike(tells, declarations, forms) !== undefined
    ? undefined
    : tells;
}

/** The first two alternatives of a union that look alike, where that matters; see `tellsApart`. */
export function ambiguityOf(
  union: UnionType,
  declarations: Declarations,
  forms: CodedForms,
): Ambiguity | undefined {
  if (union.discriminator !== undefined || !union.variants.some(forms.isCoded)) return undefined;
  const tells = readTells(union, declarations);
  if (tells !== undefined) return findAlike(tells, declarations, forms);
  const one = union.variants.find(forms.isCoded);
  const other = union.variants.find((variant) => variant !== one);
  return one === undefined || other === undefined ? undefined : { one, other, both: 'any' };
}

/** `undefined` where an alternative may be any value. */
function readTells(union: UnionType, declarations: Declarations): readonly Tell[] | undefined {
  const found = union.variants.flatMap((variant, index) =>
    alternativesOf(variant, declarations).map((type) => ({ type, variant: index })),
  );
  const tells: Tell[] = [];
  for (const { type, variant } of found) {
    const kind = kindOf(type, declarations);
    if (kind === undefined) return undefined;
    tells.push({ kind, type, variant, ...valuesOf(resolveType(type, declarations)) });
  }
  return tells.map((tell) => ({ ...tell, ...propertyOf(tell, tells, declarations) }));
}

function alternativesOf(type: Type, declarations: Declarations): readonly Type[] {
  const target = resolveType(type, declarations);
  if (target.kind === 'nullable') return alternativesOf(target.of, declarations);
  if (target.kind === 'union' && target.discriminator === undefined) {
    return target.variants.flatMap((variant) => alternativesOf(variant, declarations));
  }
  return target.kind === 'enum' ? enumParts(type, target) : [type];
}

/** A set of texts and numbers is two alternatives, of which an open one has numbers in any case. */
function enumParts(type: Type, { members, open }: EnumType): readonly Type[] {
  const texts = members.filter(({ value }) => typeof value === 'string');
  const numbers = members.filter(({ value }) => typeof value === 'number');
  const hasNumbers = open || numbers.length > 0;
  if (texts.length === 0 || !hasNumbers) return [type];
  return [setOf(texts, false), setOf(numbers, open)];
}

function setOf(members: readonly EnumMember[], open: boolean): EnumType {
  return { kind: 'enum', members, open };
}

function kindOf(type: Type, declarations: Declarations): JsonKind | undefined {
  const target = resolveType(type, declarations);
  switch (target.kind) {
    case 'scalar':
      return SCALAR_KINDS[target.scalar];
    case 'literal':
      return kindOfValue(target.value);
    case 'enum':
      return target.open ? 'number' : kindOfValue(target.members[0]?.value ?? '');
    case 'list':
    case 'set':
    case 'tuple':
      return 'array';
    case 'map':
      return isEntryList(target, declarations) ? 'array' : 'object';
    default:
      return 'object';
  }
}

const SCALAR_KINDS = {
  string: 'string',
  bigint: 'string',
  bytes: 'string',
  instant: 'string',
  timestamp: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  duration: 'string',
  'field-mask': 'string',
  any: 'object',
  unknown: undefined,
} as const;

function kindOfValue(value: string | number | boolean): JsonKind {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

function valuesOf(target: Type): Pick<Tell, 'values'> {
  if (target.kind === 'literal') return { values: [target.value] };
  if (target.kind !== 'enum' || target.open) return {};
  return { values: target.members.map(({ value }) => value) };
}

/** The properties of an object: all that it may have, and those that it always has. */
interface Shape {
  readonly names: ReadonlySet<string>;
  readonly required: readonly string[];
  /** Whether it may have any other property too. */
  readonly open: boolean;
}

const ANY_NAME: Shape = { names: new Set(), required: [], open: true };

function shapeOf(type: Type, declarations: Declarations): Shape {
  const target = resolveType(type, declarations);
  if (target.kind === 'object') {
    const required = target.fields.filter(({ optional }) => !optional).map(({ name }) => name);
    const names = new Set(target.fields.map(({ name }) => name));
    return { names, required, open: target.additional !== undefined };
  }
  const [first, ...others] =
    target.kind === 'union' ? target.variants.map((one) => shapeOf(one, declarations)) : [];
  if (first === undefined) return ANY_NAME;
  return others.reduce(
    (all, { names, required, open }) => ({
      names: new Set([...all.names, ...names]),
      required: all.required.filter((name) => required.includes(name)),
      open: all.open || open,
    }),
    first,
  );
}

function propertyOf(
  tell: Tell,
  tells: readonly Tell[],
  declarations: Declarations,
): Pick<Tell, 'property'> {
  if (tell.kind !== 'object') return {};
  const others = tells
    .filter((one) => one !== tell && one.kind === 'object')
    .map(({ type }) => shapeOf(type, declarations));
  const property = shapeOf(tell.type, declarations).required.find((name) =>
    others.every(({ names, open }) => !open && !names.has(name)),
  );
  return property === undefined ? {} : { property };
}

type Pair = readonly [Tell, Tell];

function findAlike(
  tells: readonly Tell[],
  declarations: Declarations,
  { isCoded }: CodedForms,
): Ambiguity | undefined {
  const of = (kind: JsonKind): readonly Tell[] => tells.filter((tell) => tell.kind === kind);
  const pairs: readonly (readonly [JsonKind, Pair | undefined])[] = [
    ['string', alikeTexts(of('string'), declarations)],
    ['array', pairWith(of('array'), ({ type }) => isCoded(type))],
    [
      'object',
      of('object').some(({ type }) => isCoded(type))
        ? pairWith(of('object'), ({ property }) => property === undefined)
        : undefined,
    ],
  ];
  const [found] = pairs.flatMap(([both, pair]) =>
    pair === undefined ? [] : [{ one: pair[0].type, other: pair[1].type, both }],
  );
  return found;
}

/** The first that is so, and the first of the others. */
function pairWith(tells: readonly Tell[], isSo: (tell: Tell) => boolean): Pair | undefined {
  const one = tells.find(isSo);
  const other = tells.find((tell) => tell !== one);
  return one === undefined || other === undefined ? undefined : [one, other];
}

/** Two texts of which one stands for another thing and the other may be the same text. */
function alikeTexts(tells: readonly Tell[], declarations: Declarations): Pair | undefined {
  for (const tell of tells) {
    const form = textForm(tell.type, declarations);
    if (form === undefined) continue;
    const other = tells.find((one) => one !== tell && mayBe(form, one, declarations));
    if (other !== undefined) return [tell, other];
  }
  return undefined;
}

/** How values travel as texts that are another thing in code. */
type TextForm = 'instant' | 'timestamp' | 'bigint' | 'bytes';

/** What those texts look like; a date that does not exist counts as one. */
const TEXTS: Readonly<Record<TextForm, RegExp>> = {
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d/i,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d/i,
  bigint: /^-?\d+$/,
  bytes: /^(?:[\w+/-]{4})*(?:[\w+/-]{2}(?:==)?|[\w+/-]{3}=?)?$/,
};

const OVERLAPS: Readonly<Record<TextForm, readonly TextForm[]>> = {
  instant: ['timestamp'],
  timestamp: ['instant'],
  bigint: ['bytes'],
  bytes: ['bigint'],
};

function textForm(type: Type, declarations: Declarations): TextForm | undefined {
  const target = resolveType(type, declarations);
  const name = target.kind === 'scalar' ? target.scalar : '';
  return Object.hasOwn(TEXTS, name) ? (name as TextForm) : undefined;
}

/** Whether a value of another alternative may be a text of a form. */
function mayBe(form: TextForm, { type, values }: Tell, declarations: Declarations): boolean {
  if (values !== undefined) return values.some((value) => TEXTS[form].test(String(value)));
  const other = textForm(type, declarations);
  return other === undefined || OVERLAPS[form].includes(other);
}
