import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** A file of a folder as it was at some commit. */
export interface GitFile {
  /** An absolute folder in a repository. */
  readonly folder: string;
  /** The folder as the user named it. */
  readonly name: string;
  /** A branch, a tag, a commit, `HEAD~2`: whatever names a commit to git. */
  readonly ref: string;
  /** Inside the folder, forward slashes. */
  readonly path: string;
}

/** An option, commits to leave out, or a range (gitrevisions(7)); dots in braces or behind `:/` are texts to look for. */
const NO_NAME = /^[-^]|^[^:{]*\.\./;

type GitText =
  | { readonly text: string; readonly diagnostic?: undefined }
  | { readonly text?: undefined; readonly diagnostic: Diagnostic };

/** Larger than any contract. */
const MAX_BYTES = 2 ** 28;

/**
 * Reads a file at a commit from the repository itself: the working files, a checkout that is under way and
 * uncommitted work are neither read nor touched. Arguments go to git as they are, through no shell.
 */
export function readGitFile({ folder, name, ref, path }: GitFile): GitText {
  const git = (...args: readonly string[]) => run(folder, args);
  if (!existsSync(folder)) {
    return { diagnostic: diagnose('git-no-repository', { path: name, reason: 'no such folder' }) };
  }
  const inside = git('rev-parse', '--is-inside-work-tree');
  if (inside.missing) return { diagnostic: diagnose('git-missing', {}) };
  if (inside.status !== 0) {
    const params = { path: name, reason: inside.reason };
    return { diagnostic: diagnose('git-no-repository', params) };
  }
  if (NO_NAME.test(ref)) return { diagnostic: diagnose('git-not-a-commit', { ref }) };
  const commit = git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
  const hash = commit.out.trim();
  if (commit.status !== 0 || !/^[0-9a-f]+$/.test(hash)) {
    return { diagnostic: diagnose('git-unknown-ref', { ref }) };
  }
  const file = git('cat-file', 'blob', `${hash}:./${path}`);
  if (file.status === 0) return { text: file.out };
  return { diagnostic: diagnose('git-no-file', { ref, path, folder: name }) };
}

interface Ran {
  readonly status: number | null;
  readonly out: string;
  /** The first line of what it complained of. */
  readonly reason: string;
  /** There is no such program. */
  readonly missing: boolean;
}

function run(cwd: string, args: readonly string[]): Ran {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const [line = ''] = (stderr ?? '').trim().split('\n');
  const reason = line.replace(/^fatal: /, '') || (error?.message ?? '');
  return { status, out: stdout ?? '', reason, missing: error !== undefined };
}
