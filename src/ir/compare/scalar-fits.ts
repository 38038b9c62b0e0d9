import { misfit } from '../misfit.ts';
import type { LiteralType, ScalarName, ScalarType } from '../types.ts';
import { constraintsAccept } from './constraints.ts';
import type { Question } from './question.ts';

type Table = Readonly<Record<ScalarName, readonly ScalarName[]>>;

/** What stands for nothing but itself. */
const PROTOBUF = {
  duration: ['duration'],
  'field-mask': ['field-mask'],
  any: ['any'],
} as const;

/** Whose JSON may be read where another scalar is wanted: integers as big ones, anything that is text as text. */
const WIRE: Table = {
  string: ['string', 'bytes', 'instant', 'timestamp', 'bigint', 'duration', 'field-mask'],
  boolean: ['boolean'],
  number: ['number', 'integer'],
  integer: ['integer'],
  bigint: ['bigint', 'integer'],
  bytes: ['bytes'],
  instant: ['instant', 'timestamp'],
  timestamp: ['timestamp', 'instant'],
  unknown: [],
  ...PROTOBUF,
};

/** What code can assign: whole numbers are numbers, and a `Timestamp` is a `Date`. */
const SOURCE: Table = {
  string: ['string'],
  boolean: ['boolean'],
  number: ['number', 'integer'],
  integer: ['number', 'integer'],
  bigint: ['bigint'],
  bytes: ['bytes'],
  instant: ['instant', 'timestamp'],
  timestamp: ['timestamp'],
  unknown: [],
  ...PROTOBUF,
};

/** On the wire other scalars than in code stand for each other, and constraints count. */
export function scalarFits({ grammar }: Question, wide: ScalarType, narrow: ScalarType): boolean {
  if (grammar === 'source') return SOURCE[wide.scalar].includes(narrow.scalar);
  if (isTime(wide) && narrow.scalar === 'string') {
    return narrow.constraints?.format === 'date-time';
  }
  if (!WIRE[wide.scalar].includes(narrow.scalar)) return false;
  if (narrow.scalar === 'bigint' && wide.scalar === 'string') {
    // Services write digits; callers may write a number.
    return grammar === 'response' && constraintsAccept(wide, { scalar: 'string' });
  }
  if (narrow.scalar === 'integer' && wide.scalar === 'bigint') {
    return constraintsAccept(EXACT, narrow) && constraintsAccept(wide, narrow);
  }
  if (wide.scalar === 'string' && narrow.scalar !== 'string') {
    const constraints = isTime(narrow) ? { format: 'date-time' } : {};
    return constraintsAccept(wide, { scalar: 'string', constraints });
  }
  return constraintsAccept(wide, narrow);
}

/** Of greater numbers nobody knows which they were meant to be: a bigint is none of them. */
const EXACT: ScalarType = {
  kind: 'scalar',
  scalar: 'bigint',
  constraints: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
};

function isTime({ scalar }: ScalarType): boolean {
  return scalar === 'instant' || scalar === 'timestamp';
}

const SCALAR_OF = { string: 'string', number: 'number', boolean: 'boolean' } as const;

/** Whether a fixed value is one of a scalar type. */
export function valueFits(
  { grammar, wide: side }: Question,
  wide: ScalarType,
  value: LiteralType['value'],
): boolean {
  if (grammar === 'source') {
    return SOURCE[wide.scalar].includes(SCALAR_OF[typeof value as 'string' | 'number' | 'boolean']);
  }
  return misfit(value, wide, side.declarations) === undefined;
}
