import type { Type } from '../../ir/types.ts';

/** What two types have in common that are one: all but their comments and places. */
export function shapeOf(type: Type | readonly Type[]): string {
  return JSON.stringify(type, (key, value: unknown) =>
    key === 'docs' || key === 'span' ? undefined : value,
  );
}
