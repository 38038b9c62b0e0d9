import type { ScalarType } from './descriptor.ts';

const SCALARS: readonly ScalarType[] = [
  'double',
  'float',
  'int64',
  'uint64',
  'int32',
  'fixed64',
  'fixed32',
  'bool',
  'string',
  'bytes',
  'uint32',
  'sfixed32',
  'sfixed64',
  'sint32',
  'sint64',
];

/** The scalar type of a name. */
export function scalarNamed(name: string): ScalarType | undefined {
  return SCALARS.find((scalar) => scalar === name);
}

/** What a whole number of a type may be; `undefined` where the type is no whole number. */
export function integerBounds(type: string): readonly [least: bigint, most: bigint] | undefined {
  switch (type) {
    case 'int32':
    case 'sint32':
    case 'sfixed32':
      return [-(2n ** 31n), 2n ** 31n - 1n];
    case 'uint32':
    case 'fixed32':
      return [0n, 2n ** 32n - 1n];
    case 'int64':
    case 'sint64':
    case 'sfixed64':
      return [-(2n ** 63n), 2n ** 63n - 1n];
    case 'uint64':
    case 'fixed64':
      return [0n, 2n ** 64n - 1n];
    default:
      return undefined;
  }
}

/** Whether values of a type take 64 bits, so that they are `bigint`. */
export function isLong(type: string): boolean {
  return type.endsWith('64');
}

/** Whether repeated values of a type can be written without repeating the tag. */
export function isPackable(type: string): boolean {
  return !/^(string|bytes|message|group)$/.test(type);
}
