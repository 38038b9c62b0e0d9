import { stateFolder } from '../../plan/project-paths.ts';

/** Where a run keeps what it is about to do, while it does it. */
export const applyFolder = `${stateFolder}/apply`;

/** There from the moment that everything is staged until all of it is in place: then it is removed. */
export const journalPath = `${applyFolder}/journal.json`;

/** The new content of a step, until it is moved into place. */
export function newAt(index: number): string {
  return `${applyFolder}/new-${index}`;
}

/** The old content of a step, until everything is in place. */
export function oldAt(index: number): string {
  return `${applyFolder}/old-${index}`;
}
