import { tellsApart } from '../../ir/ambiguous.ts';
import type { Field, MapType, ObjectType, Type, UnionType } from '../../ir/types.ts';
import { isEntryList } from '../../ir/wire.ts';
import { group } from '../../text/layout.ts';
import { propertyKey, stringLiteral, valueLiteral } from '../../text/literals.ts';
import type { TypeFacts } from './type-facts.ts';

/** The names of `kit/src/sdk/wire.ts` that describe types. */
export type WireSymbol =
  | 'ObjectWire'
  | 'Wire'
  | 'bigint'
  | 'bytes'
  | 'entries'
  | 'fields'
  | 'instant'
  | 'later'
  | 'list'
  | 'map'
  | 'nullable'
  | 'plain'
  | 'record'
  | 'set'
  | 'told'
  | 'tuple'
  | 'union'
  | 'variants';

/** What a description is written with. */
export interface WireScope {
  readonly facts: TypeFacts;
  /** The local name of a symbol that describes types. */
  readonly symbol: (name: WireSymbol) => string;
  /** An expression for the description of a coded declaration. */
  readonly refer: (declaration: string) => string;
}

/** The description of how a type crosses the wire, as an expression. */
export function wireText(type: Type, scope: WireScope): string {
  if (!scope.facts.isCoded(type)) return scope.symbol('plain');
  switch (type.kind) {
    case 'scalar':
      return scope.symbol(SCALARS[type.scalar] ?? 'plain');
    case 'list':
      return call(scope, 'list', [wireText(type.items, scope)]);
    case 'set':
      return call(scope, 'set', unlessPlain(type.items, scope));
    case 'map':
      return mapText(type, scope);
    case 'tuple': {
      const items = type.items.map((item) => wireText(item.type, scope));
      const rest = type.rest === undefined ? [] : unlessPlain(type.rest, scope);
      return call(scope, 'tuple', [group(['[', ']'], items), ...rest]);
    }
    case 'union':
      return unionText(type, scope);
    case 'nullable':
      return call(scope, 'nullable', [wireText(type.of, scope)]);
    case 'object':
      return objectText(type, scope);
    case 'ref':
      return scope.refer(type.name);
    default:
      return scope.symbol('plain');
  }
}

const SCALARS: Readonly<Partial<Record<string, WireSymbol>>> = {
  bigint: 'bigint',
  bytes: 'bytes',
  instant: 'instant',
  timestamp: 'instant',
};

/** A call; a list or an object as its only argument, or as its last behind a text, opens on the same line. */
function call(scope: WireScope, name: WireSymbol, args: readonly string[]): string {
  const [first = '', ...rest] = args;
  const last = rest.at(-1) ?? first;
  const isHugged = OPENS.test(last) && (rest.length === 0 || /^['"]/.test(first));
  return scope.symbol(name) + (isHugged ? `(${args.join(', ')})` : group(['(', ')'], args));
}

/** Text of a list or an object: a group's own marks stand before its bracket. */
const OPENS = /^[\u0001-\u0008]*[[{]/;

function unlessPlain(type: Type, scope: WireScope): readonly string[] {
  return scope.facts.isCoded(type) ? [wireText(type, scope)] : [];
}

function mapText(type: MapType, scope: WireScope): string {
  if (type.form === 'record') return call(scope, 'record', [wireText(type.value, scope)]);
  if (!isEntryList(type, scope.facts.declarations)) {
    return call(scope, 'map', unlessPlain(type.value, scope));
  }
  return call(scope, 'entries', [wireText(type.key, scope), wireText(type.value, scope)]);
}

/** Only the members that need turning. */
function objectText({ fields, additional }: ObjectType, scope: WireScope): string {
  const coded = fields.filter((field) => scope.facts.isCoded(field.type));
  const members = group(
    ['{', '}'],
    coded.map((field) => memberText(field, scope)),
    { padded: true },
  );
  if (additional === undefined || !scope.facts.isCoded(additional)) {
    return call(scope, 'fields', [members]);
  }
  const known = fields.filter((field) => !coded.includes(field)).map(({ name }) => name);
  const others = [`known: ${valueLiteral(known)}`, `values: ${wireText(additional, scope)}`];
  return call(scope, 'fields', [members, group(['{', '}'], others, { padded: true })]);
}

function memberText({ name, type }: Field, scope: WireScope): string {
  return `${propertyKey(name)}: ${wireText(type, scope)}`;
}

/** Only the alternatives that need turning: any other is taken as it is. */
function unionText(type: UnionType, scope: WireScope): string {
  const { discriminator, variants } = type;
  if (discriminator !== undefined) {
    const rows = variants.flatMap((variant, index) => {
      if (!scope.facts.isCoded(variant)) return [];
      const values = valueLiteral(discriminator.values[index] ?? []);
      return [group(['[', ']'], [values, wireText(variant, scope)])];
    });
    const table = group(['[', ']'], rows, { broken: rows.length > 1 });
    return call(scope, 'variants', [stringLiteral(discriminator.property), table]);
  }
  const tells = tellsApart(type, scope.facts.declarations, scope.facts) ?? [];
  const hasObjects = tells.filter(({ kind }) => kind === 'object').length > 1;
  const alternatives = tells.flatMap((tell) => {
    if (!scope.facts.isCoded(tell.type)) return [];
    const text = wireText(tell.type, scope);
    const { property } = tell;
    const isTold = hasObjects && property !== undefined;
    return [isTold ? call(scope, 'told', [stringLiteral(property), text]) : text];
  });
  return call(scope, 'union', [group(['[', ']'], alternatives)]);
}
