import { join, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import type { PublishedContract } from '../ir/published.ts';
import { readContract as readDocument } from '../ir/serial/read-contract.ts';
import { contractSchema } from '../ir/serial/write-contract.ts';
import { contractJsonPath } from '../plan/project-paths.ts';
import { openDisk } from '../project/disk.ts';
import { readGitFile } from '../project/git-file.ts';
import { parseJson } from '../project/json-document.ts';
import type { OpenProject } from '../project/open-project.ts';
import { shownPath } from '../project/paths.ts';
import { createSourceReader } from '../project/source-reader.ts';
import { type Spoken, spokenBy } from '../project/spoken.ts';
import type { SourceFile } from '../source/source.ts';
import { publishedBy } from './published.ts';
import { spokenNow } from './spoken-now.ts';
import { readOtherContract } from './read-contract.ts';

/** The old contract; it is absent when it could not be read. */
export interface Baseline {
  readonly published?: PublishedContract;
  /** How it was spoken over gRPC, if it was. */
  readonly spoken?: Spoken;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/** Where an old contract comes from. */
export interface BaselineRequest {
  readonly cwd: string;
  readonly project: OpenProject;
  /** As the user named it; absent for the project's own last generation. */
  readonly against: string | undefined;
}

/** Reads the old contract: from a document of an earlier generation, or from its source. */
export function readBaseline(request: BaselineRequest): Baseline {
  const { cwd, project, against } = request;
  if (against === undefined) return readFolder(cwd, project.name);
  const ref = /^git:(.*)$/s.exec(against)?.[1];
  if (ref !== undefined) return readCommit(request, ref);
  const kind = openDisk(resolve(cwd, against)).kindOf('');
  if (kind === undefined) {
    return failed(diagnose('baseline-not-found', { path: shownPath(cwd, against) }));
  }
  if (kind === 'folder') return readFolder(cwd, against);
  return against.endsWith('.json') ? readJson(request, against) : readSource(request, against);
}

function failed(...diagnostics: readonly Diagnostic[]): Baseline {
  return { diagnostics, sources: [] };
}

function readFolder(cwd: string, folder: string): Baseline {
  const path = shownPath(cwd, join(folder, contractJsonPath));
  const text = createSourceReader(cwd).readText(path);
  if (text === undefined) return failed(diagnose('baseline-missing', { path }));
  const disk = openDisk(resolve(cwd, folder));
  const readOwn = (own: string): string | undefined =>
    disk.kindOf(own) === 'file' ? new TextDecoder().decode(disk.read(own)) : undefined;
  return { ...readText(text, { cwd, name: path, folder }), ...spoken(spokenBy(readOwn)) };
}

function spoken(by: Spoken | undefined): Pick<Baseline, 'spoken'> {
  return by === undefined ? {} : { spoken: by };
}

function readCommit({ cwd, project }: BaselineRequest, ref: string): Baseline {
  const { root, name: folder } = project;
  const file = { folder: root, name: folder, ref, path: contractJsonPath };
  const { text, diagnostic } = readGitFile(file);
  if (diagnostic !== undefined) return failed(diagnostic);
  const readOwn = (path: string): string | undefined => readGitFile({ ...file, path }).text;
  const read = readText(text, { cwd, name: `git:${ref}:${contractJsonPath}`, folder });
  return { ...read, ...spoken(spokenBy(readOwn)) };
}

/** A document that was kept elsewhere: its places are those of the project that it came from. */
function readJson({ cwd, project }: BaselineRequest, path: string): Baseline {
  const text = createSourceReader(cwd).readText(path) ?? '';
  const read = readText(text, { cwd, name: shownPath(cwd, path), folder: project.name });
  return { ...read, ...spoken(spokenNow(project)) };
}

interface Document {
  readonly cwd: string;
  /** How diagnostics name it. */
  readonly name: string;
  /** The project whose files it speaks of, as the user named it. */
  readonly folder: string;
}

function readText(text: string, { cwd, name, folder }: Document): Baseline {
  const json = parseJson(text, name);
  if (json.fault !== undefined) {
    const { message, span } = json.fault;
    return failed(diagnose('baseline-broken', { path: name, reason: message }, { span }));
  }
  const read = readDocument(json.value, (path) => shownPath(cwd, join(folder, path)));
  if ('published' in read) return { published: read.published, diagnostics: [], sources: [] };
  return failed(
    'newer' in read
      ? diagnose('baseline-too-new', { path: name, schema: read.newer, known: contractSchema })
      : diagnose('baseline-broken', { path: name, reason: read.reason }),
  );
}

/** An old source under the options of today. Its warnings were given in its day. */
function readSource({ cwd, project }: BaselineRequest, path: string): Baseline {
  const { contract, diagnostics, sources } = readOtherContract(cwd, project, shownPath(cwd, path));
  if (contract === undefined || hasErrors(diagnostics)) return { diagnostics, sources };
  const published = publishedBy(project, contract);
  return { published, ...spoken(spokenNow(project)), diagnostics: [], sources };
}
