import { deepTest } from '../../ir/deep.ts';
import { type Declarations, declarationsByName } from '../../ir/resolve.ts';
import type { Contract, Type, UnionType } from '../../ir/types.ts';
import { type WireForms, wireForms } from '../../ir/wire.ts';

/** What the writing of codecs asks of a contract's types, found out once for all services. */
export interface TypeFacts extends WireForms {
  readonly declarations: Declarations;
  /**
   * Whether a type has constraints that a validator checks, here or further in. Those within a union that
   * nothing but their shape tells apart are not: decoding needs them to choose.
   */
  isConstrained(type: Type): boolean;
  /** Whether the alternatives of a union can be checked without a copy: nothing is converted or filled in. */
  isPlainUnion(type: UnionType): boolean;
  /** Whether decoding gives another value than it was given, which has to be put in its place. */
  isAssigned(type: Type): boolean;
}

/** Walks through all declarations once: what is asked afterwards is cheap. */
export function typeFacts(contract: Contract): TypeFacts {
  const declarations = declarationsByName(contract);
  const forms = wireForms(contract);
  const hasReading = deepTest(
    contract,
    (type) => forms.isCoded(type) || hasConstraints(type) || hasDefaults(type),
  );
  const isPlainUnion = ({ variants }: UnionType): boolean => !variants.some(hasReading);
  const isAssigned = (type: Type): boolean => {
    switch (type.kind) {
      case 'ref': {
        const target = declarations.get(type.name);
        return target !== undefined && isAssigned(target.type);
      }
      case 'nullable':
        return isAssigned(type.of);
      case 'union':
        return isShapeUnion(type) && !isPlainUnion(type);
      default:
        return forms.isReplaced(type);
    }
  };
  // Codecs of the protobuf language check all that its types say.
  const isConstrained =
    contract.source === 'proto'
      ? () => false
      : deepTest(contract, hasConstraints, { stop: isShapeUnion });
  return { ...forms, declarations, isConstrained, isPlainUnion, isAssigned };
}

/** A union that no property tells apart. */
function isShapeUnion(type: Type): boolean {
  return type.kind === 'union' && type.discriminator === undefined;
}

function hasConstraints(type: Type): boolean {
  if (!('constraints' in type) || type.constraints === undefined) return false;
  // A date's only constraint is the format that its decoding checks.
  if (type.kind === 'scalar' && type.scalar === 'instant') return false;
  return Object.keys(type.constraints).length > 0;
}

function hasDefaults(type: Type): boolean {
  return type.kind === 'object' && type.fields.some((field) => field.default !== undefined);
}
