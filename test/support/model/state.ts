import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Contract, servicesOf } from './contract.ts';

/** Contents by path, forward slashes, every byte a character. */
export type Files = Readonly<Record<string, string>>;

/** What shapes a project beside its contract. */
export interface Shape {
  /** Names separated by commas; empty for all. */
  readonly service: string;
  readonly prefix: string;
  readonly docs: boolean;
  readonly tests: boolean;
  readonly skill: boolean;
  readonly openapi: boolean;
}

/** What a project was generated from. */
export interface Input {
  readonly contract: Contract;
  readonly shape: Shape;
  readonly middleware: readonly string[];
}

export type Owner = 'generator' | 'user' | 'shared';

/** What a project remembers of a file: whose it is, and how it was rendered. */
export interface FileRecord {
  readonly owner: Owner;
  readonly content: string;
}

export type Records = Readonly<Record<string, FileRecord>>;

/** A project as the model knows it. */
export interface Model {
  /** The contract that idl.ts holds now. */
  readonly contract: Contract;
  /** All but the manifest and what was backed up. */
  readonly files: Files;
  /** The last generation: from what, and which files. */
  readonly last: Input;
  readonly records: Records;
  /** What -force overwrote, in order of path and content. */
  readonly backups: readonly string[];
}

export const MANIFEST = '.microgen/manifest.json';
const BACKUP = '.microgen/backup/';

/** The services that are generated from an input. */
export function generatedFrom({ contract, shape }: Input): readonly string[] {
  const names = servicesOf(contract);
  return shape.service === '' ? names : shape.service.split(',');
}

/** Everything in a folder. */
export function contentsOf(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'));
  return Object.fromEntries(
    paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'latin1')]),
  );
}

/** Of everything in a folder, what the model predicts byte for byte. */
export function projectFiles(all: Files): Files {
  return pick(all, (path) => path !== MANIFEST && !path.startsWith(BACKUP));
}

/** What was backed up, without the time that its folder is named after. */
export function backupsIn(all: Files): readonly string[] {
  return Object.entries(all)
    .filter(([path]) => path.startsWith(BACKUP))
    .map(([path, content]) => backupOf(path.split('/').slice(3).join('/'), content))
    .toSorted();
}

export function backupOf(path: string, content: string): string {
  return `${path}\n${content}`;
}

function pick(files: Files, isWanted: (path: string) => boolean): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => isWanted(path)));
}

/** The files of a project but its contract and its manifest are removed. */
export function clear(folder: string): void {
  for (const path of Object.keys(contentsOf(folder))) {
    if (path !== MANIFEST && path !== 'idl.ts') rmSync(join(folder, path));
  }
}
