import { assertNever } from '../../text/assert-never.ts';
import { isEntryList } from '../wire.ts';
import type {
  EnumMember,
  EnumType,
  LiteralType,
  ScalarType,
  TupleType,
  Type,
  UnionType,
} from '../types.ts';
import { listFits, tupleFits } from './list-fits.ts';
import { mapFits, objectFits } from './object-fits.ts';
import type { Grammar, Question } from './question.ts';
import { scalarFits, valueFits } from './scalar-fits.ts';
import { type Side, codeName, enumOf, settledType } from './settled.ts';

/** Whether every value of the narrow type is one of the wide type. In doubt it is not. */
export function accepts(wide: Side, narrow: Side, grammar: Grammar): boolean {
  // What is known of pairs of declarations, or taken for so.
  const answers = new Map<string, boolean>();
  const ask = (one: Type, other: Type): boolean => {
    const question = {
      wide: { ...wide, type: one },
      narrow: { ...narrow, type: other },
      grammar,
      ask,
    };
    return fits(question, answers);
  };
  return ask(wide.type, narrow.type);
}

/**
 * Types may hold themselves: a pair that is being asked about is taken to fit. Where it turns out not to, what was
 * found to fit since may have rested on that, and is forgotten; what was found not to fit stays so.
 */
function fits(question: Question, answers: Map<string, boolean>): boolean {
  const { wide, narrow } = question;
  if (wide.type.kind !== 'ref' || narrow.type.kind !== 'ref') return settledFits(question);
  const key = JSON.stringify([wide.type, narrow.type]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const before = new Set(answers.keys());
  answers.set(key, true);
  if (settledFits(question)) return true;
  for (const [other, fit] of answers) if (fit && !before.has(other)) answers.delete(other);
  answers.set(key, false);
  return false;
}

function settledFits(question: Question): boolean {
  const wide = viewed(settledType(question.wide), question.wide, question);
  const narrow = viewed(settledType(question.narrow), question.narrow, question);
  if (wide.kind === 'scalar' && wide.scalar === 'unknown') return true;
  if (narrow.kind === 'nullable') {
    return acceptsNull(wide, question) && question.ask(wide, narrow.of);
  }
  if (narrow.kind === 'union') {
    return narrow.variants.every((variant) => question.ask(wide, variant));
  }
  if (wide.kind === 'nullable') return question.ask(wide.of, narrow);
  const values = enumOf(narrow);
  if (values !== undefined) return enumFits(question, wide, values);
  if (wide.kind === 'union') {
    return (
      wide.variants.some((variant) => question.ask(variant, narrow)) ||
      tagsFit(question, wide, narrow)
    );
  }
  return plainFits(question, wide, narrow);
}

/** An object of several tags is one of each, which may be alternatives of their own. */
function tagsFit(question: Question, wide: UnionType, narrow: Type): boolean {
  const property = wide.discriminator?.property;
  if (property === undefined || narrow.kind !== 'object') return false;
  const tag = narrow.fields.find(({ name }) => name === property);
  const type = tag && settledType({ ...question.narrow, type: tag.type });
  if (tag?.optional !== false || type?.kind !== 'enum' || type.open || type.members.length < 2)
    return false;
  return type.members.every((member) => {
    const fields = narrow.fields.map((field) =>
      field === tag ? { ...field, type: { ...type, members: [member] } } : field,
    );
    return question.ask(wide, { ...narrow, fields });
  });
}

function acceptsNull(wide: Type, { wide: side }: Question): boolean {
  if (wide.kind === 'nullable') return true;
  if (wide.kind !== 'union') return false;
  return wide.variants.some((variant) => {
    const { kind } = settledType({ ...side, type: variant });
    return kind === 'nullable';
  });
}

/** On the wire a `Set` is a list and a `Map` an object or a list of pairs. */
function viewed(type: Type, { declarations }: Side, { grammar }: Question): Type {
  if (grammar === 'source') return type;
  if (type.kind === 'set') {
    const constraints = { ...type.constraints, uniqueItems: true } as const;
    return { kind: 'list', items: type.items, readonly: false, constraints };
  }
  if (type.kind !== 'map') return type;
  if (!isEntryList(type, declarations)) return { ...type, form: 'record' };
  const pair: TupleType = {
    kind: 'tuple',
    items: [type.key, type.value].map((one) => ({ type: one, optional: false })),
    readonly: false,
  };
  return { kind: 'list', items: pair, readonly: false };
}

/** Every value by itself: they may belong to different alternatives of a union. */
function enumFits(question: Question, wide: Type, values: EnumType): boolean {
  const integer: ScalarType = { kind: 'scalar', scalar: 'integer' };
  const all = wide.kind === 'union' ? wide.variants : [wide];
  const options = all.map((type) =>
    viewed(settledType({ ...question.wide, type }), question.wide, question),
  );
  const isKnown = (member: EnumMember): boolean =>
    options.some((option) => memberFits(question, option, member));
  const isOpenThere =
    !values.open ||
    options.some((option) => enumOf(option)?.open ?? plainFits(question, option, integer));
  return isOpenThere && values.members.every(isKnown);
}

function memberFits(question: Question, wide: Type, member: EnumMember): boolean {
  const { value } = member;
  const set = enumOf(wide);
  const literal: LiteralType = { kind: 'literal', value };
  if (set === undefined) return literalFits(question, wide, literal);
  const found = set.members.find((one) => one.value === value);
  if (question.grammar !== 'source') {
    return found !== undefined || (set.open && typeof value === 'number');
  }
  // An enum of TypeScript is a type of its own: neither its values nor another enum's stand for it.
  return found !== undefined && codeName(found) === codeName(member);
}

function literalFits(question: Question, wide: Type, { value }: LiteralType): boolean {
  if (wide.kind === 'literal') return wide.value === value;
  if (wide.kind === 'union') {
    return wide.variants.some((variant) => question.ask(variant, { kind: 'literal', value }));
  }
  return wide.kind === 'scalar' && valueFits(question, wide, value);
}

function plainFits(question: Question, wide: Type, narrow: Type): boolean {
  switch (narrow.kind) {
    case 'scalar':
      return wide.kind === 'scalar' && scalarFits(question, wide, narrow);
    case 'literal':
      return literalFits(question, wide, narrow);
    case 'list':
      return wide.kind === 'list' && listFits(question, wide, narrow);
    case 'set':
      return wide.kind === 'set' && question.ask(wide.items, narrow.items);
    case 'map':
      return mapFits(question, wide, narrow);
    case 'tuple':
      return tupleFits(question, wide, narrow);
    case 'object':
      return objectFits(question, wide, narrow);
    case 'enum':
    case 'union':
    case 'nullable':
    case 'ref':
      return false;
    default:
      return assertNever(narrow);
  }
}
