import type { Constraints } from '../../../src/ir/types.ts';

type Bound = 'minimum' | 'exclusiveMinimum' | 'minLength' | 'minItems';
type Limit = 'maximum' | 'exclusiveMaximum' | 'maxLength' | 'maxItems';

const BOUNDS: readonly Bound[] = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const LIMITS: readonly Limit[] = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];

/** What meets both: a reference may narrow what it refers to. */
export function bothConstraints(
  outer: Constraints | undefined,
  inner: Constraints | undefined,
): Constraints {
  if (outer === undefined || inner === undefined) return outer ?? inner ?? {};
  const tightest = <K extends Bound | Limit>(
    keys: readonly K[],
    choose: (...values: number[]) => number,
  ) =>
    keys.flatMap((key) => {
      const values = [outer[key], inner[key]].filter((value) => value !== undefined);
      return values.length === 0 ? [] : [[key, choose(...values)] as const];
    });
  return {
    ...inner,
    ...outer,
    ...Object.fromEntries([...tightest(BOUNDS, Math.max), ...tightest(LIMITS, Math.min)]),
  };
}
