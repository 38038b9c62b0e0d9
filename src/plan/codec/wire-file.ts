import { resolveType } from '../../ir/resolve.ts';
import type { Type } from '../../ir/types.ts';
import { lowerFirst } from '../../text/cases.ts';
import { createFileNames } from './file-names.ts';
import type { TypeFacts } from './type-facts.ts';
import { type WireScope, type WireSymbol, wireText } from './wire-text.ts';

/** `templates/transport/generated_wire.hbs`, `templates/sdk/codec.hbs` */
export interface WireView {
  readonly imports: readonly string[];
  /** Each a whole statement, what others need first. */
  readonly constants: readonly string[];
}

/** The descriptions that one file holds, made as they are asked for. */
export interface WireFile {
  readonly constants: readonly string[];
  /**
   * The name of the constant that describes a type; `undefined` for one that JSON carries as it is.
   * @param wish what a type without a name of its own is called
   */
  nameOf(type: Type, wish: string): string | undefined;
}

interface WireFileOptions {
  /** The local name of a symbol that describes types. */
  readonly symbol: (name: WireSymbol) => string;
}

/** A file of descriptions that holds what is asked of it, and what that is made of. */
export function createWireFile(facts: TypeFacts, { symbol }: WireFileOptions): WireFile {
  const names = createFileNames([]);
  const constants: string[] = [];
  const known = new Map<string, { readonly name: string; done: boolean }>();
  const unnamed = new Map<Type, string>();
  const declare = (name: string, type: Type): void => {
    const text = wireText(type, scope);
    constants.push(`export const ${name}: ${symbol(kindOf(type, facts))} = ${text};`);
  };
  const scope: WireScope = {
    facts,
    symbol,
    refer: (declaration) => {
      const name = constantOf(declaration);
      return known.get(declaration)?.done === true ? name : `${symbol('later')}(() => ${name})`;
    },
  };
  function constantOf(declaration: string): string {
    const found = known.get(declaration);
    if (found !== undefined) return found.name;
    const entry = { name: names.unique(`${lowerFirst(declaration)}Wire`), done: false };
    known.set(declaration, entry);
    const type = facts.declarations.get(declaration)?.type;
    if (type !== undefined) declare(entry.name, type);
    entry.done = true;
    return entry.name;
  }
  return {
    constants,
    nameOf: (type, wish) => {
      if (!facts.isCoded(type)) return undefined;
      if (type.kind === 'ref') return constantOf(type.name);
      const made = unnamed.get(type);
      if (made !== undefined) return made;
      const name = names.unique(`${lowerFirst(wish)}Wire`);
      unnamed.set(type, name);
      declare(name, type);
      return name;
    },
  };
}

function kindOf(type: Type, { declarations }: TypeFacts): WireSymbol {
  const target = resolveType(type, declarations);
  const isObject = target.kind === 'object' || (target.kind === 'map' && target.form === 'record');
  return isObject ? 'ObjectWire' : 'Wire';
}
