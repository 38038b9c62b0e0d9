import type { ts } from 'ts-morph';
import type { Unexported } from '../source.ts';
import type { Program } from './program.ts';
import type { Entity } from './reach.ts';
import { nameNode, unaliased } from './symbols.ts';

/** What the contract reaches that cannot be imported from its entry file by its own name. */
export function findUnexported(
  { checker, entry, spanOf }: Program,
  entities: ReadonlyMap<ts.Symbol, Entity>,
): readonly Unexported[] {
  const module = checker.getSymbolAtLocation(entry);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const byName = new Map(exported.map((symbol) => [symbol.name, unaliased(checker, symbol)]));
  return [...entities.values()]
    .filter((entity) => byName.get(entity.name) !== entity.symbol)
    .flatMap(({ name, parts: [first] }) =>
      first === undefined ? [] : [{ name, span: spanOf(nameNode(first.node)) }],
    );
}
