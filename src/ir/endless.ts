import { innerTypes } from './inner-types.ts';
import type { Contract, Declaration, Type } from './types.ts';

/** The declarations that no finite value has, because each always holds itself: `interface A { a: A }`. */
export function endlessDeclarations(contract: Contract): readonly Declaration[] {
  const endless = unbuildable(contract);
  const byName = new Map(endless.map((declaration) => [declaration.name, declaration]));
  return endless.filter((declaration) => holdsItself(declaration, byName));
}

/** What can be built from values that can be built already, until nothing is new, leaves the rest. */
function unbuildable(contract: Contract): readonly Declaration[] {
  const buildable = new Set<string>();
  let pending = contract.declarations;
  for (;;) {
    const left = pending.filter(({ name, type }) => {
      if (!canBuild(type, buildable)) return true;
      buildable.add(name);
      return false;
    });
    if (left.length === pending.length) return left;
    pending = left;
  }
}

function canBuild(type: Type, buildable: ReadonlySet<string>): boolean {
  const build = (inner: Type): boolean => canBuild(inner, buildable);
  switch (type.kind) {
    case 'ref':
      return buildable.has(type.name);
    case 'list':
      return (type.constraints?.minItems ?? 0) === 0 || build(type.items);
    case 'set':
    case 'map':
    case 'nullable':
      return true;
    case 'object':
      return type.fields.every((field) => field.optional || build(field.type));
    case 'tuple':
      return type.items.every((item) => item.optional || build(item.type));
    case 'union':
      return type.variants.some(build);
    default:
      return innerTypes(type).every(build);
  }
}

/** Whether a declaration leads back to itself; others only hold one that does. */
function holdsItself(declaration: Declaration, byName: ReadonlyMap<string, Declaration>): boolean {
  const seen = new Set<string>();
  const pending: Type[] = [declaration.type];
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    if (type.kind !== 'ref') pending.push(...innerTypes(type));
    else if (type.name === declaration.name) return true;
    else if (!seen.has(type.name)) {
      seen.add(type.name);
      const target = byName.get(type.name);
      if (target !== undefined) pending.push(target.type);
    }
  }
  return false;
}
