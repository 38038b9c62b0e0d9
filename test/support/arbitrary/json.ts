import type { Json } from '../../../src/ir/types.ts';
import { isList, isObject } from '../../../src/text/json.ts';

/** The same text for equal JSON values, whatever the order of their keys. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`,
  );
  return `{${entries.toSorted().join(',')}}`;
}

export type Steps = readonly (string | number)[];

/** A JSON pointer (RFC 6901). */
export function pointerOf(steps: Steps): string {
  return steps
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** What stands at a place. */
export function valueAt(value: Json, steps: Steps): Json | undefined {
  let current: Json | undefined = value;
  for (const step of steps) {
    if (isList(current)) current = current[Number(step)];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** A copy with something else at a place; `undefined` takes it out. */
export function withValueAt(value: Json, steps: Steps, wanted: Json | undefined): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return wanted ?? null;
  const inner = (old: Json | undefined): Json | undefined =>
    rest.length === 0 ? wanted : withValueAt(old ?? null, rest, wanted);
  if (isList(value)) {
    const items = value.map((item, index) => (index === step ? inner(item) : item));
    return items.filter((item) => item !== undefined);
  }
  const record = isObject(value) ? value : {};
  const entries = Object.entries(record).filter(([key]) => key !== step);
  const old = Object.hasOwn(record, step) ? record[step] : undefined;
  const changed = inner(old);
  return Object.fromEntries(changed === undefined ? entries : [...entries, [step, changed]]);
}
