import { posix } from 'node:path';
import { InternalError } from '../diagnostics/internal-error.ts';

/** A file of the runtime as an SDK carries it. */
export interface CarriedSource {
  readonly text: string;
  /** The files that it imports, by their places. */
  readonly imports: readonly string[];
}

/** What SDKs may carry, by place in their `runtime/` folder: `json.ts`, `protobuf/messages.ts`. */
export type CarriedSources = Readonly<Record<string, CarriedSource>>;

/** The files of the runtime that SDKs ask for, from its `src/`; they may carry those, and all that these import. */
export const carriedRoots: readonly string[] = [
  'sdk/client-stream.ts',
  'sdk/http-client.ts',
  'sdk/server-stream.ts',
  'sdk/wire.ts',
  'sdk/message-wire.ts',
  'protobuf/init.ts',
  'forms/form-messages.ts',
  'grpc/client.ts',
  'protobuf/messages.ts',
];

/** Where an SDK has a file of the runtime: what was written for SDKs is right in the folder. */
export function carriedPlace(path: string): string {
  return path.replace(/^sdk\//, '');
}

/** The path in an import of a file: its statement ends with it, whether it has one line or more. */
const SPECIFIER = /^((?:(?:import|export) .*|\} )from ')(\.[^']+)(?=';$)/gm;

/**
 * A file of the runtime as an SDK carries it: the very text, in which imports lead to where the SDK has the file that is
 * meant.
 *
 * @param path of the file in the runtime's `src/`
 */
export function carriedText(path: string, text: string): string {
  const from = posix.dirname(carriedPlace(path));
  return text.replaceAll(SPECIFIER, (_, before: string, specifier: string) => {
    const there = posix.relative(from, carriedPlace(targetOf(path, specifier)));
    return before + (there.startsWith('.') ? there : `./${there}`);
  });
}

/** All that SDKs may carry. `read` gives the text of a file in the runtime's `src/`. */
export function carriedTree(read: (path: string) => string): CarriedSources {
  const tree: Record<string, CarriedSource> = {};
  const add = (path: string): void => {
    const place = carriedPlace(path);
    if (Object.hasOwn(tree, place)) return;
    const text = read(path);
    const targets = [...text.matchAll(SPECIFIER)].map((found) => targetOf(path, found[2] ?? ''));
    tree[place] = { text: carriedText(path, text), imports: targets.map(carriedPlace) };
    targets.forEach(add);
  };
  carriedRoots.forEach(add);
  return tree;
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** What an SDK that imports some files carries: those, and all that they import. By place, sorted. */
export function carriedFiles(
  sources: CarriedSources,
  entries: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  const add = (place: string): void => {
    if (found.has(place)) return;
    const source = sources[place];
    if (source === undefined) throw new InternalError(`SDKs cannot carry ${place}`);
    found.add(place);
    source.imports.forEach(add);
  };
  entries.forEach(add);
  return [...found].toSorted();
}
