import type { GenerateRequest, RunMode } from '../project/request.ts';
import type { Values } from './program.ts';
import { UsageError } from './usage-error.ts';

/** What the flags ask the generator for. Throws a `UsageError` where two of them exclude each other. */
export function requestOf(values: Values, cwd: string): GenerateRequest {
  refuseTogether(values);
  refuseApart(values);
  const { idl, protoPath, service, protocols, prefix, docs, tests, skill, openapi, kit } = values;
  return {
    cwd,
    out: values.out ?? '.',
    idl,
    options: {
      import: values.import,
      protoPath,
      service,
      protocols,
      prefix,
      docs,
      tests,
      skill,
      openapi,
      kit,
    },
    mode: modeOf(values),
    against: values.against,
    diff: values.diff === true,
    force: values.force === true,
  };
}

function modeOf({ check, dryRun, diff }: Values): RunMode {
  if (check === true) return 'check';
  return dryRun === true || diff === true ? 'dry-run' : 'write';
}

function refuseTogether({ check, force, dryRun, quiet, verbose }: Values): void {
  if (check === true && force === true) {
    throw new UsageError(
      '-check and -force exclude each other',
      '-check never writes, -force does.',
    );
  }
  if (check === true && dryRun === true) {
    throw new UsageError(
      '-check and -dry-run exclude each other',
      'Both write nothing: -check answers with its exit code, and -check -diff shows the changes too.',
    );
  }
  if (quiet === true && verbose === true) {
    throw new UsageError('-quiet and -verbose exclude each other', 'Say one of them.');
  }
}

/** `-breaking` asks a check one more question, and `-against` is a part of that question. */
function refuseApart({ check, breaking, against }: Values): void {
  if (against !== undefined) refuseNoCommit(against);
  if (breaking === true && check !== true) {
    throw new UsageError(
      '-breaking needs -check',
      'Write `microgen -check -breaking -against git:origin/main`. A run that writes warns by itself.',
    );
  }
  if (breaking === true && against === undefined) {
    throw new UsageError(
      '-breaking needs -against',
      'Name the old contract: a file, the folder of a project, or `git:REF`, as in `-against git:origin/main`.',
    );
  }
  if (breaking !== true && against !== undefined) {
    throw new UsageError(
      '-against needs -breaking',
      'Write `microgen -check -breaking -against BASE` for a check, or `microgen diff -against BASE` for the list.',
    );
  }
}

/** Refuses a `git:` that no name follows. */
export function refuseNoCommit(against: string): void {
  if (against !== 'git:') return;
  throw new UsageError(
    '-against git: names no commit',
    'Write a branch, a tag or a commit behind it, as in `-against git:origin/main`.',
  );
}
