import { requestFields } from '../ir/resolve.ts';
import type { Field, Json, Method } from '../ir/types.ts';
import type { PlanContext } from './context.ts';

/** The field of an answer that is all of the response; undefined where the answer has no such field. */
export function answerField(
  { response }: Method,
  name: string,
  { declarations }: Pick<PlanContext, 'declarations'>,
): Field | undefined {
  if (response?.kind !== 'ref') return undefined;
  return requestFields(response, declarations).find((field) => field.name === name);
}

/** The JSON of a field that its message leaves out, where it has a value all the same. */
export function emptyJson(field: Field | undefined): Json | undefined {
  if (field?.filled !== true) return undefined;
  const { type } = field;
  switch (type.kind) {
    case 'list':
      return [];
    case 'map':
      return {};
    case 'scalar':
      if (type.scalar === 'boolean') return false;
      if (type.scalar === 'bigint') return '0';
      return type.scalar === 'number' || type.scalar === 'integer' ? 0 : '';
    default:
      return undefined;
  }
}
