import * as fc from 'fast-check';
import type { Json, ScalarType } from '../../../src/ir/types.ts';
import { bigints, integers, numbers } from './numbers.ts';
import { type Sample, codedSample, plainSample } from './sample.ts';
import type { Carrier } from './scope.ts';
import { instants, texts } from './texts.ts';

/** Valid values of a scalar. */
export function scalarSamples(type: ScalarType, carrier: Carrier): fc.Arbitrary<Sample> {
  const constraints = type.constraints ?? {};
  const plain = (values: fc.Arbitrary<Json>): fc.Arbitrary<Sample> =>
    values.map((json) => plainSample(type, json));
  switch (type.scalar) {
    case 'string':
      return plain(texts(constraints).filter((text) => carrier !== 'path' || isStep(text)));
    case 'boolean':
      return plain(fc.boolean());
    case 'number':
      return plain(numbers(constraints));
    case 'integer':
      return plain(integers(constraints));
    case 'unknown':
      // Through JSON, which knows no -0 and no object without a prototype.
      return plain(fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))));
    case 'bigint':
      return bigints(constraints).map((value) => codedSample(type, String(value), value));
    case 'bytes':
      return fc
        .uint8Array({ maxLength: 40 })
        .map((bytes) => codedSample(type, Buffer.from(bytes).toString('base64'), bytes));
    default:
      return instants.map((date) => codedSample(type, date.toISOString(), date));
  }
}

/** What a step of a path can be: `.` and `..` would lead elsewhere. */
function isStep(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..';
}
