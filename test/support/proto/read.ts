import { type ProtoResult, parseProto } from '../../../src/source/proto/parse.ts';
import { loadShipped } from '../../../src/source/proto/shipped.ts';

const shipped = loadShipped();

/** Reads `a.proto` of some files in memory. */
export function readProto(
  files: Readonly<Record<string, string>>,
  roots: readonly string[] = [],
): ProtoResult {
  const texts = new Map(Object.entries(files));
  const reader = { readText: (path: string) => texts.get(path) };
  return parseProto({ path: 'a.proto', reader, roots, shipped });
}
