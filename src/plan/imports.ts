import { type KitSymbol, symbols } from '../../kit/src/codegen.ts';
import { group } from '../text/layout.ts';
import { byCodeUnit, sortedBy } from '../text/order.ts';

/** A name that a file imports already. */
export interface KnownImport {
  readonly from: string;
  readonly name: string;
  readonly local: string;
  /** Whether it can only stand for a type. */
  readonly type: boolean;
}

interface Entry {
  readonly name: string;
  readonly local: string;
  readonly type: boolean;
}

/** Globals that generated code uses by name: a contract's own type of that name steps aside. */
const GLOBALS = [
  'Array',
  'Error',
  'JSON',
  'Number',
  'Object',
  'Promise',
  'Record',
  'String',
  'URL',
];

/**
 * The imports of one generated file, collected while its body is planned: whoever needs a symbol
 * asks for it and gets the name to write, which has a `$` where another thing has the plain name.
 */
export class Imports {
  readonly #modules = new Map<string, Map<string, Entry>>();
  readonly #taken: Set<string>;
  readonly #known: readonly KnownImport[];

  /**
   * @param declared what the file itself declares
   * @param known what it imports: it is used where it serves
   */
  constructor(declared: readonly string[] = [], known: readonly KnownImport[] = []) {
    this.#taken = new Set([...declared, ...GLOBALS]);
    this.#known = known;
  }

  /** A symbol of the runtime. */
  kit<S extends KitSymbol>(symbol: S): string {
    const { from, type } = symbols[symbol];
    return this.add(from, symbol, type);
  }

  /** Several symbols of the runtime, as an object for a view. */
  kitNames<S extends KitSymbol>(...names: readonly S[]): Record<S, string> {
    return Object.fromEntries(names.map((name) => [name, this.kit(name)])) as Record<S, string>;
  }

  /** A type of another file. */
  type(from: string, name: string): string {
    return this.add(from, name, true);
  }

  /** A value of another file. */
  value(from: string, name: string): string {
    return this.add(from, name, false);
  }

  private add(from: string, name: string, type: boolean): string {
    const present = this.#known.find(
      (one) => one.from === from && one.name === name && (type || !one.type),
    );
    if (present !== undefined) return present.local;
    const names = this.#modules.get(from) ?? new Map<string, Entry>();
    this.#modules.set(from, names);
    const known = names.get(name);
    if (known !== undefined) {
      if (known.type && !type) names.set(name, { ...known, type: false });
      return known.local;
    }
    let local = name;
    while (this.#taken.has(local)) local += '$';
    this.#taken.add(local);
    names.set(name, { name, local, type });
    return local;
  }

  /** What was asked for and the file does not import yet, in the order of asking. */
  missing(): readonly KnownImport[] {
    return [...this.#modules].flatMap(([from, names]) =>
      [...names.values()].map((entry) => ({ from, ...entry })),
    );
  }

  /** One statement a module: packages first, then files, each sorted. */
  lines(): readonly string[] {
    const modules = [...this.#modules].toSorted(
      ([a], [b]) => Number(a.startsWith('.')) - Number(b.startsWith('.')) || byCodeUnit(a, b),
    );
    return modules.map(([from, entries]) => importLine(from, [...entries.values()]));
  }
}

function importLine(from: string, entries: readonly Entry[]): string {
  const typeOnly = entries.every((entry) => entry.type);
  const specifiers = sortedBy(entries, (entry) => entry.name).map((entry) => {
    const prefix = entry.type && !typeOnly ? 'type ' : '';
    return prefix + (entry.local === entry.name ? entry.name : `${entry.name} as ${entry.local}`);
  });
  const braces =
    specifiers.length === 1
      ? `{ ${specifiers.join('')} }`
      : group(['{', '}'], specifiers, { padded: true });
  return `import ${typeOnly ? 'type ' : ''}${braces} from '${from}';`;
}
