import { formatRange } from '../../ir/number-formats.ts';
import { resolveType } from '../../ir/resolve.ts';
import type { Constraints, ScalarName, Type } from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import { propertyKey, valueLiteral, verbatim } from '../../text/literals.ts';
import { type Lines, type Place, callLine, placeArguments } from './code.ts';
import type { ValidatorScope } from './validator-scope.ts';

/** The check of a type's own constraints; nothing where it has none. */
export function boundsLines(type: Type, value: string, place: Place, scope: ValidatorScope): Lines {
  if (!('constraints' in type) || type.constraints === undefined) return [];
  const entries = Object.entries(boundsOf(type, type.constraints, scope)).map(
    ([keyword, wanted]) => {
      if (keyword === 'pattern') return `pattern: ${scope.pattern(scope.hint, String(wanted))}`;
      const text = typeof wanted === 'bigint' ? verbatim(`${wanted}n`) : wanted;
      return `${propertyKey(keyword)}: ${valueLiteral(text)}`;
    },
  );
  if (entries.length === 0) return [];
  const bounds = group(['{', '}'], entries, { padded: true });
  const args = [value, bounds, 'faults', ...placeArguments(place)];
  return [callLine(scope.imports.kit('checkBounds'), args)];
}

/** The keywords of {@link Constraints}; those of a bigint may be bigints. */
type Bounds = { readonly [K in keyof Constraints]: Constraints[K] | bigint };

/** A format of numbers stands for the bounds that it sets, unless the contract's own are tighter. */
function boundsOf(type: Type, constraints: Constraints, { facts }: ValidatorScope): Bounds {
  const target = resolveType(type, facts.declarations);
  if (target.kind !== 'scalar') return constraints;
  const { format, ...rest } = constraints;
  if (target.scalar === 'instant' || target.scalar === 'timestamp') return rest;
  if (!NUMBERS.has(target.scalar)) return constraints;
  const range = formatRange(target.scalar, format);
  if (range === undefined) return rest;
  const exact = target.scalar === 'bigint' ? BigInt : Number;
  const { minimum, maximum } = rest;
  const least = exact(range.minimum);
  const most = exact(range.maximum);
  return {
    ...rest,
    minimum: minimum !== undefined && minimum > least ? minimum : least,
    maximum: maximum !== undefined && maximum < most ? maximum : most,
  };
}

const NUMBERS: ReadonlySet<ScalarName> = new Set(['number', 'integer', 'bigint']);
