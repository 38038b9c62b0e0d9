import ts from '#typescript';
import type { RefType, Type } from '../../ir/types.ts';
import { type Application, type Lowering, type Subject, argumentsOf } from './lowering.ts';
import { lowerStructure } from './objects.ts';
import type { Entity } from './reach.ts';
import { shapeOf } from './shape.ts';
import { spokenName, spokenValues } from './spoken-name.ts';

/** TypeScript's own generic types that make an object type of another one. */
const UTILITIES: ReadonlySet<string> = new Set(['Partial', 'Required', 'Readonly', 'Pick', 'Omit']);

/**
 * Lowers `Omit<User, 'id'>` and its like to a declaration of its own, `OmitUserId`, so that code and schemas
 * say what the author said. What it is applied to is only named: it may hold what cannot travel and is left
 * out here. `undefined` where it is applied to something without a name.
 */
export function lowerUtility(
  lowering: Lowering,
  subject: Subject,
  given: Application,
): Type | undefined {
  const { name } = given.symbol;
  const { type, at, selves } = subject;
  const isObject = (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  if (!UTILITIES.has(name) || selves !== undefined || !isObject) return undefined;
  const [of, keys] = argumentsOf(lowering, given, at);
  const entity = of === undefined ? undefined : entityOf(lowering, of.type);
  if (entity === undefined) return undefined;
  const named: RefType = { kind: 'ref', name: entity.name };
  const types = keys === undefined ? [named] : [named, lowering.lower(keys)];
  return declared(lowering, subject, { name, entity, types });
}

/** The author's interface, class or alias of an object type behind a type; not a generic one. */
function entityOf({ entities }: Lowering, type: ts.Type): Entity | undefined {
  if (type.aliasTypeArguments !== undefined || type.isUnion()) return undefined;
  const symbol = type.aliasSymbol ?? type.symbol;
  const entity = symbol === undefined ? undefined : entities.get(symbol);
  const isPlain = entity?.parts.every(
    ({ node }) =>
      !ts.isVariableDeclaration(node) &&
      !ts.isEnumDeclaration(node) &&
      node.typeParameters === undefined,
  );
  return isPlain === true ? entity : undefined;
}

interface Utility {
  readonly name: string;
  readonly entity: Entity;
  readonly types: readonly Type[];
}

function declared(
  lowering: Lowering,
  { type, at }: Subject,
  { name, entity, types }: Utility,
): RefType {
  const { table, program } = lowering;
  const key = `utility ${name}<${shapeOf(types)}>`;
  const known = table.nameOf(key);
  if (known !== undefined) return { kind: 'ref', name: known };
  const free = table.freeName(`${name}${entity.name}${types.slice(1).map(spokenKeys).join('')}`);
  const head = {
    key,
    name: free,
    order: entity.order + 0.5,
    span: program.spanOf(at),
    from: 'contract',
    generic: { name, arguments: types, builtIn: true },
  } as const;
  table.declare(head, () => ({
    type: lowerStructure(lowering, { type, at }),
    docs: { text: '', examples: [] },
  }));
  return { kind: 'ref', name: free };
}

function spokenKeys(type: Type): string {
  return type.kind === 'enum' ? (spokenValues(type.members, 'And') ?? '') : spokenName(type);
}
