import type { ScalarType as ContractScalar } from '../../ir/types.ts';
import type { FieldType, ScalarType } from './schema.ts';

interface ScalarShape {
  readonly type: FieldType;
  readonly label: 'single';
  readonly decimal?: true;
}

/** Formats of numbers that the language has a type for. */
const FORMATS: Readonly<Record<string, ScalarType>> = {
  int32: 'int32',
  uint32: 'uint32',
  int64: 'int64',
  uint64: 'uint64',
  float: 'float',
  double: 'double',
};

/** The type that carries a scalar of the contract. */
export function scalarShape({ scalar, constraints }: ContractScalar): ScalarShape {
  const format = FORMATS[constraints?.format ?? ''];
  switch (scalar) {
    case 'boolean':
      return shapeOf('bool');
    case 'string':
      return shapeOf('string');
    case 'bytes':
      return shapeOf('bytes');
    case 'number':
      return shapeOf(format ?? 'double');
    case 'integer':
      return shapeOf(format ?? 'int64');
    case 'bigint':
      return { ...shapeOf(format === 'uint64' ? 'uint64' : 'int64'), decimal: true };
    case 'instant':
    case 'timestamp':
      return { type: { kind: 'timestamp' }, label: 'single' };
    case 'duration':
    case 'field-mask':
      return shapeOf('string');
    case 'unknown':
    case 'any':
      return { type: { kind: 'value' }, label: 'single' };
  }
}

function shapeOf(scalar: ScalarType): ScalarShape {
  return { type: { kind: 'scalar', scalar }, label: 'single' };
}
