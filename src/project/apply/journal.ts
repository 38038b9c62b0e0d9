import { isProjectPath } from '../paths.ts';
import type { Step } from './steps.ts';

const journalSchema = 'microgen.apply.v1';

/** What a run does, so that the next one can finish it or take it back. */
export interface Journal {
  readonly steps: readonly Step[];
  /** Folders that the run makes, the outermost first. */
  readonly folders: readonly string[];
}

/** The journal as a file. */
export function renderJournal({ steps, folders }: Journal): Uint8Array {
  const document = { schemaVersion: journalSchema, steps, folders };
  return new TextEncoder().encode(`${JSON.stringify(document)}\n`);
}

/** Reads a journal; `undefined` for whatever else stands in the file. */
export function parseJournal(bytes: Uint8Array): Journal | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isJournal(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  if (!isFields(value) || value['schemaVersion'] !== journalSchema) return false;
  const { steps, folders } = value;
  return (
    Array.isArray(steps) && steps.every(isStep) && Array.isArray(folders) && folders.every(isPath)
  );
}

function isStep(value: unknown): value is Step {
  if (!isFields(value) || !isPath(value['path'])) return false;
  const { kind, before, after } = value;
  if (kind === 'remove') return isHash(before);
  return kind === 'write' && isHash(after) && (before === undefined || isHash(before));
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A journal may come with a project from elsewhere: git's own files, hooks among them, are no business of it. */
function isPath(value: unknown): value is string {
  if (typeof value !== 'string' || !isProjectPath(value)) return false;
  return !value.split('/').some((part) => part.toLowerCase() === '.git');
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
