import ts from '#typescript';
import type { Contract } from '../../ir/types.ts';
import type { Unexported } from '../source.ts';
import type { Program } from './program.ts';
import { type Entity, ownName } from './reach.ts';
import { nameNode, unaliased } from './symbols.ts';

/** What generated code names and cannot import from the entry file by that name. */
export function findUnexported(
  { checker, entry, spanOf }: Program,
  entities: ReadonlyMap<ts.Symbol, Entity>,
  contract: Contract,
): readonly Unexported[] {
  const needed = neededNames(contract);
  const module = checker.getSymbolAtLocation(entry);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const byName = new Map(exported.map((symbol) => [symbol.name, unaliased(checker, symbol)]));
  return [...entities.values()]
    .filter(({ name, symbol }) => needed.has(name) && byName.get(name) !== symbol)
    .flatMap((entity) => {
      const [first] = entity.parts;
      if (first === undefined) return [];
      const own = ownName(entity);
      const namespaces = namespacesOf(first.node);
      return [
        {
          name: [...namespaces, own].join('.'),
          span: spanOf(nameNode(first.node)),
          isInNamespace: namespaces.length > 0,
          isNameTaken: entity.name !== own || byName.has(own),
        },
      ];
    });
}

/** The names of the namespaces that a declaration is in, the outermost first. */
function namespacesOf(node: ts.Node): readonly string[] {
  const { parent } = node;
  if (parent === undefined) return [];
  const outer = namespacesOf(parent);
  return ts.isModuleDeclaration(parent) && ts.isIdentifier(parent.name)
    ? [...outer, parent.name.text]
    : outer;
}

function neededNames({ services, declarations }: Contract): ReadonlySet<string> {
  return new Set([
    ...services.map((service) => service.name),
    ...declarations.map(({ name, generic }) => generic?.name ?? name),
  ]);
}
