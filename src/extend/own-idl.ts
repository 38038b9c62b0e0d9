import { appendDeclarations, topLevelNames } from '../edit/declarations.ts';
import type { SnapshotDeclaration } from '../ir/types.ts';
import type { Insert } from '../project/settle.ts';
import type { GeneratedProject } from './open.ts';

/** The user's own idl.ts with something added. */
export interface AddedIdl {
  readonly text: string;
  readonly inserts: readonly Insert[];
}

/** Adds what a contract's declarations say and the user's idl.ts does not declare yet, at its end. */
export function withDeclarations(
  project: GeneratedProject,
  snapshot: readonly SnapshotDeclaration[],
): AddedIdl {
  const before = project.disk.read(IDL);
  const text = textOf(before);
  const declared = topLevelNames(text);
  const missing = snapshot.filter(({ name }) => !declared.has(name));
  return addedIdl(
    before,
    appendDeclarations(
      text,
      missing.map((one) => one.text),
    ),
  );
}

/** The change to idl.ts from its bytes to its new text. */
export function addedIdl(before: Uint8Array, text: string): AddedIdl {
  const content = new TextEncoder().encode(text);
  return { text, inserts: [{ path: IDL, before, content }] };
}

const IDL = 'idl.ts';

/** Keeps a BOM. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
