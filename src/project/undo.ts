import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** The way back from what was done so far. */
export interface Undo {
  /** Notes how to undo a step; `file` says whose content is at stake and where it stands meanwhile. */
  add(action: () => void, file?: { readonly path: string; readonly kept: string }): void;
  /** Undoes everything, the last step first. Returns the files that could not be put back. */
  all(): readonly Diagnostic[];
}

/** An empty way back. */
export function createUndo(): Undo {
  const steps: (() => readonly Diagnostic[])[] = [];
  return {
    add: (action, file) => void steps.push(() => attempt(action, file)),
    all: () =>
      steps
        .splice(0)
        .toReversed()
        .flatMap((step) => step()),
  };
}

/** One step that fails, whatever the reason, must not keep the others from being undone. */
function attempt(
  action: () => void,
  file: { readonly path: string; readonly kept: string } | undefined,
): readonly Diagnostic[] {
  try {
    action();
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return file === undefined ? [] : [diagnose('undo-failed', { ...file, reason })];
  }
}
