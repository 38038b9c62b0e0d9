import { appendDeclarations, topLevelNames } from '../edit/declarations.ts';
import type { SnapshotDeclaration } from '../ir/types.ts';
import { projectPaths } from '../plan/project-paths.ts';
import { textOf } from '../project/rendering.ts';
import type { Insert } from '../project/settle.ts';
import type { GeneratedProject } from './open-generated.ts';

/** The user's own idl.ts: its bytes, and the text that it has or shall have. */
export interface OwnIdl {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The text that idl.ts shall have, and the change that gives it that. */
export interface AddedIdl {
  readonly text: string;
  readonly inserts: readonly Insert[];
}

/** Reads the user's idl.ts; a BOM is kept. */
export function ownIdl({ disk }: GeneratedProject): OwnIdl {
  const bytes = disk.read(projectPaths.idl);
  return { bytes, text: textOf(bytes) };
}

/** Adds what a contract's declarations say and the user's idl.ts does not declare yet, at its end. */
export function withDeclarations(
  { bytes, text }: OwnIdl,
  snapshot: readonly SnapshotDeclaration[],
): AddedIdl {
  const declared = topLevelNames(text);
  const missing = snapshot.filter(({ name }) => !declared.has(name));
  const whole = appendDeclarations(
    text,
    missing.map((one) => one.text),
  );
  const content = new TextEncoder().encode(whole);
  return { text: whole, inserts: [{ path: projectPaths.idl, before: bytes, content }] };
}
