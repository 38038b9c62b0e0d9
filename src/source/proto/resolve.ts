import type { Definition, FileDescriptor } from './descriptor.ts';
import { scopeOf, within } from './names.ts';
import type { Symbols } from './symbols.ts';

/** What a name means at a place, or why it means nothing. */
export type Resolved =
  | { readonly found: Definition }
  | { readonly shadowedBy: string }
  | { readonly notImported: Definition }
  | { readonly found: undefined };

/** Where a name stands. */
export interface Place {
  readonly symbols: Symbols;
  readonly file: FileDescriptor;
  /** The full name of what it is in. */
  readonly scope: string;
  /** What is looked for: anything else of a name without dots is passed over. */
  readonly accepts: (definition: Definition) => boolean;
  readonly inOptions?: boolean;
}

/**
 * Looks a name up from the inside out by its first part, as C++ does; a leading dot starts at the outermost.
 * Source: https://protobuf.dev/programming-guides/proto3/#name-resolution
 */
export function resolveName(name: string, place: Place): Resolved {
  if (name.startsWith('.')) return lookUp(name.slice(1), place) ?? { found: undefined };
  const [first = '', ...others] = name.split('.');
  let missed: Definition | undefined;
  for (let scope = place.scope; ; scope = scopeOf(scope)) {
    const outcome = lookIn(scope, { name, first, isDotted: others.length > 0 }, place);
    if (outcome !== undefined && !('notImported' in outcome)) return outcome;
    missed ??= outcome?.notImported;
    if (scope === '') return missed === undefined ? { found: undefined } : { notImported: missed };
  }
}

interface Wanted {
  readonly name: string;
  readonly first: string;
  readonly isDotted: boolean;
}

function lookIn(
  scope: string,
  { name, first, isDotted }: Wanted,
  place: Place,
): Resolved | undefined {
  const { symbols, file, accepts } = place;
  const firstName = within(scope, first);
  if (!isDotted) {
    const outcome = lookUp(firstName, place);
    return outcome?.found === undefined || accepts(outcome.found) ? outcome : undefined;
  }
  const outcome = lookUp(within(scope, name), place);
  const holder = lookUp(firstName, place)?.found;
  const isAggregate = holder !== undefined && /^(message|enum|service)$/.test(holder.kind);
  if (!isAggregate && !symbols.isPackage(firstName, file))
    return outcome?.notImported === undefined ? undefined : outcome;
  if (outcome !== undefined) return outcome;
  return isAggregate || scope !== '' ? { shadowedBy: firstName } : undefined;
}

interface LookedUp {
  readonly found?: Definition;
  readonly notImported?: Definition;
}

function lookUp(
  fullName: string,
  { symbols, file, inOptions }: Place,
): (Resolved & LookedUp) | undefined {
  const definition = symbols.definition(fullName);
  if (definition === undefined) return undefined;
  return symbols.sees(file, definition.file, inOptions)
    ? { found: definition }
    : { notImported: definition };
}
