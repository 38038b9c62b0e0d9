import type ts from '#typescript';
import type { Contract } from '../../ir/types.ts';
import type { Unexported } from '../source.ts';
import type { Program } from './program.ts';
import type { Entity } from './reach.ts';
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
    .flatMap(({ name, parts: [first] }) =>
      first === undefined ? [] : [{ name, span: spanOf(nameNode(first.node)) }],
    );
}

function neededNames({ services, declarations }: Contract): ReadonlySet<string> {
  return new Set([
    ...services.map((service) => service.name),
    ...declarations.map(({ name, generic }) => generic?.name ?? name),
  ]);
}
