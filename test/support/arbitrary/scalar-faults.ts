import { formatRange } from '../../../src/ir/number-formats.ts';
import type { Constraints, Json, ScalarType, Type } from '../../../src/ir/types.ts';
import { isList, isObject } from '../../../src/text/json.ts';

/** A value that cannot stand where another one stands now. */
export interface Wrong {
  readonly what: string;
  readonly value: Json;
  /** The keyword that is not met, where one is sure. */
  readonly rule?: string;
}

const UNKNOWN_VALUE = 'notInTheContract';
/** What checks of formats must refuse; formats that are not here are annotations. */
const WRONG_FORMATS: Readonly<Record<string, readonly string[]>> = {
  date: ['2026-02-30', 'yesterday', '2026-1-1'],
  time: ['25:00:00Z', '12:00'],
  'date-time': ['2026-01-31', '2026-13-01T00:00:00Z', '2026-01-31 12:00'],
  email: ['ada', 'ada@', '@example.com', 'a b@example.com'],
  hostname: ['-a.example', 'a_b', 'a..b'],
  ipv4: ['256.1.1.1', '1.2.3'],
  uri: ['not a uri', '/relative'],
  uuid: ['123e4567-e89b-42d3-a456', 'zzzzzzzz-e89b-42d3-a456-426614174000'],
};

/** Values of the right JSON type that break a constraint or a form. */
export function wrongScalars(type: Type, json: Json): readonly Wrong[] {
  switch (type.kind) {
    case 'literal':
    case 'enum':
      return [{ what: 'unknown value', value: UNKNOWN_VALUE }];
    case 'scalar':
      return scalarFaults(type, json);
    default:
      return [];
  }
}

function scalarFaults({ scalar, constraints = {} }: ScalarType, json: Json): readonly Wrong[] {
  switch (scalar) {
    case 'string':
      return textFaults(constraints, String(json));
    case 'number':
      return numberFaults(constraints);
    case 'integer':
      return [
        { what: 'fraction', value: 1.5, rule: 'type' },
        ...boundFaults(constraints),
        ...rangeFaults('integer', constraints, Number),
        ...stepFaults(constraints, Number),
      ];
    case 'bigint':
      return bigintFaults(constraints);
    case 'instant':
    case 'timestamp':
      return ['yesterday', '2026-02-30T00:00:00Z', '2026-01-31', ''].map((value) => ({
        what: 'malformed date',
        value,
      }));
    case 'bytes':
      return ['a*b=', 'abcde', '===='].map((value) => ({ what: 'malformed base64', value }));
    default:
      return [];
  }
}

function textFaults(
  { minLength = 0, maxLength, pattern, format = '' }: Constraints,
  text: string,
): readonly Wrong[] {
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const unmatched = ['', '!', ' ', '\n', text + text, `x${text}`, 'zzz zzz'].filter(
    (one) => expression?.test(one) === false,
  );
  return [
    ...(minLength === 0
      ? []
      : [
          {
            what: 'too short',
            value: [...text].slice(0, minLength - 1).join(''),
            rule: 'minLength',
          },
        ]),
    ...(maxLength === undefined
      ? []
      : [{ what: 'too long', value: text + '😀'.repeat(maxLength), rule: 'maxLength' }].filter(
          ({ value }) => [...value].length > maxLength,
        )),
    ...unmatched.map((value) => ({ what: 'pattern', value, rule: 'pattern' })),
    ...(WRONG_FORMATS[format] ?? []).map((value) => ({ what: 'format', value, rule: 'format' })),
  ];
}

function numberFaults(constraints: Constraints): readonly Wrong[] {
  return [
    ...boundFaults(constraints),
    ...wrongNumber('multipleOf', constraints.multipleOf, (step) => step * 1.5),
    ...(constraints.format === 'float' ? [{ what: 'out of range', value: 1e39 }] : []),
  ];
}

function boundFaults(constraints: Constraints): readonly Wrong[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  return [
    ...wrongNumber('minimum', minimum, (bound) => bound - 1),
    ...wrongNumber('maximum', maximum, (bound) => bound + 1),
    ...wrongNumber('exclusiveMinimum', exclusiveMinimum, (bound) => bound),
    ...wrongNumber('exclusiveMaximum', exclusiveMaximum, (bound) => bound),
  ];
}

function wrongNumber(
  rule: string,
  bound: number | undefined,
  beyond: (bound: number) => number,
): readonly Wrong[] {
  return bound === undefined ? [] : [{ what: rule, value: beyond(bound), rule }];
}

function stepFaults(
  { multipleOf }: Constraints,
  write: (digits: string) => Json,
): readonly Wrong[] {
  if (multipleOf === undefined || multipleOf === 1) return [];
  return [{ what: 'multipleOf', value: write(String(multipleOf * 3 + 1)), rule: 'multipleOf' }];
}

function bigintFaults(constraints: Constraints): readonly Wrong[] {
  const { minimum, maximum } = constraints;
  return [
    ...['1.5', 'abc', '', '0x10', '1e3', '+1', '007'].map((value) => ({
      what: 'malformed bigint',
      value,
    })),
    ...(minimum === undefined
      ? []
      : [{ what: 'minimum', value: String(BigInt(minimum) - 1n), rule: 'minimum' }]),
    ...(maximum === undefined
      ? []
      : [{ what: 'maximum', value: String(BigInt(maximum) + 1n), rule: 'maximum' }]),
    ...rangeFaults('bigint', constraints, String),
    ...stepFaults(constraints, String).map((wrong) => ({ ...wrong, what: 'multipleOf of digits' })),
  ];
}

function rangeFaults(
  scalar: 'integer' | 'bigint',
  { format }: Constraints,
  write: (digits: string) => Json,
): readonly Wrong[] {
  const range = formatRange(scalar, format);
  if (range === undefined) return [];
  const [below, above] = [BigInt(range.minimum) - 1n, BigInt(range.maximum) + 1n];
  return [below, above].map((value) => ({ what: 'out of range', value: write(String(value)) }));
}

/** One value of each JSON type. */
export const ANY_KINDS: readonly Json[] = [null, true, 7, 'notInTheContract', [], {}];

/** Whether a JSON value is of the JSON type that a type's values have: another one is always wrong. */
export function isKindOf(value: Json, type: Type, isEntryList: boolean): boolean {
  switch (type.kind) {
    case 'scalar':
      return isScalarKind(value, type.scalar);
    case 'list':
    case 'set':
    case 'tuple':
      return isList(value);
    case 'map':
      return isEntryList ? isList(value) : isObject(value);
    case 'object':
      return isObject(value);
    default:
      // A fixed value may be a text, a number or a boolean: what is none of them is none of its kind.
      return typeof value !== 'object';
  }
}

function isScalarKind(value: Json, scalar: ScalarType['scalar']): boolean {
  switch (scalar) {
    case 'unknown':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'bigint':
      return typeof value === 'number' || typeof value === 'string';
    default:
      return typeof value === 'string';
  }
}
