import { mistaken } from './mistake.ts';
import type { EnumTable } from './table.ts';

/** An enum as codecs use it: names in code, numbers on the wire. */
export interface Enumeration {
  readonly closed: boolean;
  /** The first value: the default of a field without another one. */
  readonly first: string | number;
  /** The first name of a number; the number itself where none has it. */
  valueOf(number: number): string | number;
  /** The number of a name. */
  numberOf(name: string): number | undefined;
  has(number: number): boolean;
  /** The number of what a message holds; throws a mistake for what is no value. */
  encode(value: unknown): number;
}

/** An enum of its table. */
export function enumerationOf({ values, ...table }: EnumTable): Enumeration {
  const closed = table.closed === true;
  const numbers = new Map(Object.entries(values));
  const names = new Map<number, string>();
  for (const [name, number] of numbers) if (!names.has(number)) names.set(number, name);
  const [first = 0] = numbers.keys();
  const isNumber = (value: unknown): value is number =>
    typeof value === 'number' && (closed ? names.has(value) : (value | 0) === value);
  return {
    closed,
    first,
    valueOf: (number) => names.get(number) ?? number,
    numberOf: (name) => numbers.get(name),
    has: (number) => names.has(number),
    encode: (value) => {
      const number = typeof value === 'string' ? numbers.get(value) : value;
      if (!isNumber(number)) throw mistaken('a value of the enum', value);
      return number;
    },
  };
}
