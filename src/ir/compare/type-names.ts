import { innerTypes } from '../inner-types.ts';
import { sourceName } from '../published.ts';
import type { Declarations } from '../resolve.ts';
import type { Declaration, Type } from '../types.ts';
import type { ContractChange } from './change.ts';
import { ruled } from './findings.ts';
import { type MethodScope, compareDeprecated } from './methods.ts';
import type { Paired } from './pairs.ts';

/**
 * What became of the names under which source code imports types. A name that only removed methods used went with
 * them, and is not said again.
 */
export function compareNames(scope: MethodScope, paired: Paired): readonly ContractChange[] {
  const { walk, before, after } = scope;
  const renames = renamedNames(scope);
  const needed = namesInUse(scope, paired);
  const gone = [...before.typeNames].filter(
    (name) => !after.typeNames.has(name) && needed.has(name),
  );
  return [
    ...gone.map((name) => {
      const now = renames.get(name);
      const old = declared(walk.before, name);
      const fresh = now === undefined ? undefined : declared(walk.after, now);
      return now === undefined
        ? ruled('type-removed', name, 'it was removed', { before: old?.span })
        : ruled('type-renamed', name, `it is called ${now} now`, {
            before: old?.span,
            after: fresh?.span,
          });
    }),
    ...deprecatedTypes(scope),
  ];
}

function declared(declarations: Declarations, name: string): Declaration | undefined {
  return [...declarations.values()].find((declaration) => sourceName(declaration) === name);
}

/** From old to new, of the declarations that were found to be the same. */
function renamedNames({ walk, after }: MethodScope): ReadonlyMap<string, string> {
  const pairs = [...walk.renames.all()].flatMap(([old, fresh]) => {
    const [was, is] = [walk.before.get(old), walk.after.get(fresh)];
    const from = was === undefined ? undefined : sourceName(was);
    const to = is === undefined ? undefined : sourceName(is);
    return from === undefined || to === undefined || !after.typeNames.has(to)
      ? []
      : [[from, to] as const];
  });
  return new Map(pairs);
}

/** The names that methods use which are still there, and the aliases, of which nothing is known. */
function namesInUse({ walk, before }: MethodScope, { methods }: Paired): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (type: Type): void => {
    if (type.kind === 'ref') {
      const declaration = walk.before.get(type.name);
      if (declaration === undefined || reached.has(type.name)) return;
      reached.add(type.name);
      [declaration.type, ...(declaration.generic?.arguments ?? [])].forEach(visit);
    }
    innerTypes(type).forEach(visit);
  };
  for (const { method } of methods.map((pair) => pair.before)) {
    visit(method.request);
    if (method.response !== undefined) visit(method.response);
  }
  const all = [...walk.before.values()];
  const known = new Set(all.flatMap((declaration) => sourceName(declaration) ?? []));
  const used = all.filter(({ name }) => reached.has(name));
  return new Set([
    ...used.flatMap((declaration) => sourceName(declaration) ?? []),
    ...[...before.typeNames].filter((name) => !known.has(name)),
  ]);
}

function deprecatedTypes({ walk }: MethodScope): readonly ContractChange[] {
  return [...walk.before.values()].flatMap((old) => {
    const fresh = walk.after.get(old.name);
    return fresh === undefined ? [] : compareDeprecated(old.name, [old, fresh]);
  });
}
