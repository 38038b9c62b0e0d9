import { contractText } from './contract.ts';
import { mergedJson, same } from './merge.ts';
import {
  type FileRecord,
  type Files,
  type Input,
  type Model,
  type Records,
  backupOf,
} from './state.ts';

/** What a run comes to. */
export interface Settled {
  readonly refused: readonly string[];
  readonly model: Model;
  /** Whether a run that writes has something to write. */
  readonly isWork: boolean;
}

/** The table of owners, file by file. */
export function settled(model: Model, input: Input, planned: Records, force: boolean): Settled {
  const files: Record<string, string> = { ...model.files };
  const records: Record<string, FileRecord> = {};
  const refused: string[] = [];
  const backups = [...model.backups];
  for (const [path, fresh] of Object.entries(planned)) {
    const last = model.records[path];
    const disk = model.files[path];
    records[path] = recordOf(fresh, last, disk);
    const fault = faultOf(fresh, last, disk);
    if (fault !== undefined && !force) refused.push(`${fault} ${path}`);
    if (fault !== undefined && disk !== undefined) backups.push(backupOf(path, disk));
    files[path] = contentOf(fresh, last, disk);
  }
  for (const [path, { owner, content }] of Object.entries(model.records)) {
    const isUnedited = owner === 'generator' && model.files[path] === content;
    if (planned[path] === undefined && isUnedited) delete files[path];
  }
  if (refused.length > 0) return { refused: refused.toSorted(), model, isWork: false };
  const next = { ...model, files, records, last: input, backups: backups.toSorted() };
  return { refused, model: next, isWork: !isSame(model, next) };
}

function contentOf(
  fresh: FileRecord,
  last: FileRecord | undefined,
  disk: string | undefined,
): string {
  if (disk === undefined || fresh.owner === 'generator') return fresh.content;
  if (fresh.owner === 'user') return disk;
  return mergedJson(disk, fresh.content, last?.content);
}

/** What a file of the user's was made from is remembered as long as it is there. */
function recordOf(
  fresh: FileRecord,
  last: FileRecord | undefined,
  disk: string | undefined,
): FileRecord {
  return fresh.owner === 'user' && last?.owner === 'user' && disk !== undefined ? last : fresh;
}

function faultOf(
  { owner, content }: FileRecord,
  last: FileRecord | undefined,
  disk: string | undefined,
): string | undefined {
  if (owner !== 'generator' || disk === undefined || disk === content) return undefined;
  if (last?.owner !== 'generator') return 'not-generated';
  return disk === last.content ? undefined : 'edited-by-hand';
}

/** Whether nothing differs, what the manifest remembers included. */
function isSame(a: Model, b: Model): boolean {
  return same(a.files, b.files) && same(a.records, b.records) && same(said(a), said(b));
}

/** What a run was told, contracts by their texts: a service without methods is none, whichever way it lost them. */
function said({ last }: Model): object {
  return { ...last, contract: contractText(last.contract) };
}

/** Whether a folder is as predicted: shared files by their values, all others byte for byte. */
export function differing(expected: Model, files: Files): readonly string[] {
  const paths = [...new Set([...Object.keys(expected.files), ...Object.keys(files)])].toSorted();
  return paths.filter((path) => {
    const [want, is] = [expected.files[path], files[path]];
    if (want === is) return false;
    if (want === undefined || is === undefined || !path.endsWith('package.json')) return true;
    return !same(JSON.parse(want), JSON.parse(is));
  });
}
