import { type Diagnostic, hasErrors, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Owner } from '../plan/artifact.ts';
import { type Change, type ChangeKind, isEffect } from './change.ts';

/** How a run ended: all is as it should be, a check found something to do, it failed, or it was asked wrongly. */
export type Outcome = 'done' | 'pending' | 'failed' | 'usage';

/** What happened, or would happen, to one file. */
export interface ChangeReport {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly owner: Owner;
  /** No longer planned, and kept because a user's hand was on it. */
  readonly orphaned?: true;
  /** The hand-edited content is kept under `.microgen/backup/`. */
  readonly backup?: true;
  /** Keys of a shared file that the user set otherwise and that stay. */
  readonly kept?: readonly string[];
  /** From the disk to the new content. */
  readonly diff?: string;
}

/** A run as data: the terminal and `-json` show the same. */
export interface GenerateResult {
  readonly outcome: Outcome;
  /** Whether anything was written. */
  readonly wrote: boolean;
  /** Sorted by path, the manifest last. */
  readonly changes: readonly ChangeReport[];
  readonly counts: Readonly<Record<ChangeKind, number>>;
  readonly diagnostics: readonly Diagnostic[];
  /** The contract's files by the path that diagnostics name, for code frames. */
  readonly sources: Readonly<Record<string, string>>;
  /** Commands to type next. */
  readonly next: readonly string[];
  /** How long the run took, in milliseconds. */
  readonly ms: number;
}

/** What a result is made of. */
export interface Findings {
  readonly started: number;
  readonly mode: 'write' | 'check' | 'dry-run';
  readonly isUsage?: boolean;
  readonly changes?: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources?: readonly { readonly path: string; readonly text: string }[];
  readonly next?: readonly string[];
  /** Shows a change as a unified diff. */
  readonly diff?: ((change: Change) => string) | undefined;
}

/** Sums a run up. */
export function resultOf(findings: Findings): GenerateResult {
  const { changes = [], diagnostics, mode, sources = [] } = findings;
  const failed = hasErrors(diagnostics);
  return {
    outcome: outcomeOf(findings, failed),
    wrote: mode === 'write' && !failed && changes.some(isEffect),
    changes: changes.map((change) => reportOf(change, findings.diff)),
    counts: countsOf(changes),
    diagnostics: sortDiagnostics(diagnostics),
    sources: Object.fromEntries(sources.map(({ path, text }) => [path, text])),
    next: failed ? [] : (findings.next ?? []),
    ms: Math.round(performance.now() - findings.started),
  };
}

/** A hand-edited file and a change that breaks clients are something that a check finds; what keeps it from comparing at all is a failure. */
function outcomeOf(
  { changes = [], diagnostics, mode, isUsage }: Findings,
  failed: boolean,
): Outcome {
  if (isUsage === true) return 'usage';
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const conflicts = changes.filter(({ kind }) => kind === 'conflict').length;
  if (mode === 'check' && errors === conflicts) {
    const breaks = diagnostics.some(({ code }) => code === 'breaking-change');
    return conflicts > 0 || breaks || changes.some(isEffect) ? 'pending' : 'done';
  }
  return failed ? 'failed' : 'done';
}

function reportOf(change: Change, diff: Findings['diff']): ChangeReport {
  const { path, kind, owner } = change;
  const shown = diff?.(change) ?? '';
  return {
    path,
    kind,
    owner,
    ...(kind === 'keep-user' && change.orphaned ? { orphaned: true } : {}),
    ...(kind === 'update' && change.backup ? { backup: true } : {}),
    ...(kind === 'merge' && change.kept.length > 0 ? { kept: change.kept } : {}),
    ...(shown === '' ? {} : { diff: shown }),
  };
}

function countsOf(changes: readonly Change[]): Record<ChangeKind, number> {
  const counts: Record<ChangeKind, number> = {
    create: 0,
    update: 0,
    unchanged: 0,
    'keep-user': 0,
    merge: 0,
    insert: 0,
    remove: 0,
    conflict: 0,
  };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
