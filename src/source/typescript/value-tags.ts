import type { Field, Type } from '../../ir/types.ts';
import { constrain } from './constraints.ts';
import type { Documented } from './docs.ts';
import type { Lowering } from './lowering.ts';
import { readDefault, readExamples } from './values.ts';

/** What a comment adds to the type of a field or a parameter: constraints, a default, examples, docs. */
export function readValueTags(
  lowering: Lowering,
  documented: Documented,
  lowered: Type,
): Pick<Field, 'type' | 'readonly' | 'default' | 'docs'> {
  const type = constrain(lowering, documented, lowered);
  const value = readDefault(lowering, documented, type);
  const examples = readExamples(lowering, documented, type);
  return {
    type,
    readonly: documented.tag('readonly') !== undefined,
    ...(value === undefined ? {} : { default: value }),
    docs: { ...documented.docs, examples },
  };
}
