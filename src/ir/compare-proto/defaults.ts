import type { Kind, ProtoEnum, ProtoField } from './model.ts';

/** What the absence of a field means: a text, or a number in the text of its digits. */
export interface Default {
  readonly isText: boolean;
  readonly value: string;
  readonly kind: Kind;
}

/** The default of a field, the one of its type where nothing is said; `undefined` where it can have none. */
export function defaultOf(
  { kind, typeName, cardinality, defaultValue }: ProtoField,
  enums: ReadonlyMap<string, ProtoEnum>,
): Default | undefined {
  if (cardinality === 'repeated' || cardinality === 'map') return undefined;
  switch (kind) {
    case 'message':
    case 'group':
      return undefined;
    case 'string':
    case 'bytes':
      return { isText: true, value: defaultValue ?? '', kind };
    case 'enum': {
      const values = enums.get(typeName)?.values ?? [];
      const named = values.find(({ name }) => name === defaultValue) ?? values[0];
      return { isText: false, value: String(named?.number ?? 0), kind };
    }
    case 'bool':
      return { isText: false, value: defaultValue === 'true' ? '1' : '0', kind };
    default:
      return { isText: false, value: defaultValue ?? '0', kind };
  }
}

/** Whether two defaults mean the same, whatever types they are of. */
export function isSameDefault(before: Default, after: Default): boolean {
  if (isZero(before) && isZero(after)) return true;
  if (before.isText !== after.isText) return false;
  if (before.isText) return before.value === after.value;
  const [old, fresh] = [numberOf(before), numberOf(after)];
  if (typeof old === 'bigint' && typeof fresh === 'bigint') return old === fresh;
  const kinds = [before.kind, after.kind];
  const isMixed = kinds.includes('float') && kinds.includes('double');
  const [one, other] = [Number(old), Number(fresh)].map((value) =>
    isMixed ? Math.fround(value) : value,
  );
  return Object.is(one, other) || one === other;
}

function isZero({ isText, value }: Default): boolean {
  return isText ? value === '' : Number(value) === 0;
}

/** Descriptors write `inf`, `-inf` and `nan`. */
function numberOf({ kind, value }: Default): bigint | number {
  if (kind !== 'double' && kind !== 'float') return BigInt(value);
  const number = value === 'inf' ? Infinity : value === '-inf' ? -Infinity : Number(value);
  return kind === 'float' ? Math.fround(number) : number;
}
