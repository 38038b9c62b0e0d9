import type { Declarations } from '../../../src/ir/resolve.ts';
import type { Type } from '../../../src/ir/types.ts';

/** How many declarations deep the smallest value of a type is; infinite for one that has no end. */
export function createHeights(declarations: Declarations): (type: Type) => number {
  const known = new Map<string, number>();
  const height = (type: Type): number => {
    switch (type.kind) {
      case 'ref':
        return 1 + (known.get(type.name) ?? Infinity);
      case 'object':
        return highest(type.fields.filter((one) => !one.optional).map((one) => height(one.type)));
      case 'tuple':
        return highest(type.items.filter((one) => !one.optional).map((one) => height(one.type)));
      case 'union':
        return Math.min(...type.variants.map(height));
      case 'list':
      case 'set':
        return (type.constraints?.minItems ?? 0) > 0 ? height(type.items) : 0;
      default:
        return 0;
    }
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const { name, type } of declarations.values()) {
      const found = height(type);
      if (found >= (known.get(name) ?? Infinity)) continue;
      known.set(name, found);
      changed = true;
    }
  }
  return height;
}

function highest(values: readonly number[]): number {
  return Math.max(0, ...values);
}
