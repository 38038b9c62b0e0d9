import type { Outcome } from '../project/result.ts';

/** What the shell is told (sysexits.h for the last two). */
export const exitCodes = { done: 0, failed: 1, pending: 2, usage: 64, bug: 70 } as const;

/** The exit code of a run. */
export function exitCodeOf(outcome: Outcome | 'bug'): number {
  return exitCodes[outcome];
}
