import { code } from '../code.ts';

/** Who is broken, and where a type travels, as people read it. */
const WORDS: Readonly<Record<string, string>> = {
  http: 'HTTP clients',
  grpc: 'gRPC clients',
  source: 'code on the SDK',
  tools: 'AI tools',
  request: 'requests',
  response: 'answers',
};

function worded(names: readonly string[]): string {
  const words = names.map((name) => WORDS[name] ?? name);
  return [words.slice(0, -1).join(', '), words.at(-1) ?? '']
    .filter((text) => text !== '')
    .join(' and ');
}

/** A change of the contract that breaks somebody. */
export interface BreakingChange {
  readonly subject: string;
  readonly message: string;
  /** The code of the change. */
  readonly change: string;
  /** Where the values of a type travel. */
  readonly positions: readonly string[];
  /** Who is broken. */
  readonly broken: readonly string[];
  /** What can be done about it. */
  readonly help: string | undefined;
  /** The command that shows every change, where there is one. */
  readonly list: string | undefined;
}

const OTHERWISE =
  'compare with something else: `-against old.ts` for a contract, or the folder of a project.';

/** What comparing two contracts has to say, or what keeps it from comparing. Codes are never reused. */
export const diffCodes = {
  'breaking-change': code<BreakingChange>({
    severity: 'warning',
    message: ({ subject, message, change, positions, broken }) =>
      `${subject}: ${message}, which breaks ${worded(broken)} (${change}${positions.length === 0 ? '' : ` in ${worded(positions)}`})`,
    help: ({ help, list }) =>
      [help, list === undefined ? undefined : `\`${list}\` lists every change.`]
        .filter((text) => text !== undefined)
        .join(' '),
  }),
  'more-breaking-changes': code<{ count: number; list: string }>({
    severity: 'warning',
    message: ({ count }) =>
      count === 1
        ? 'one more change breaks those who use the contract as it was'
        : `${String(count)} more changes break those who use the contract as it was`,
    help: ({ list }) => `\`${list}\` lists every change.`,
  }),
  'diff-no-contract': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `there is no contract to look at: ${path} is no generated project`,
    help: () => 'Name the new contract with -idl, or a generated project with -out.',
  }),
  'baseline-missing': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `there is nothing to compare with: ${path} does not exist`,
    help: () =>
      `Generate the project once with this version of microgen, which writes it, or ${OTHERWISE}`,
  }),
  'baseline-not-found': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `-against ${path} does not exist`,
    help: () =>
      'Give -against a contract, the folder of a generated project, or `git:REF`, such as `git:origin/main`.',
  }),
  'baseline-broken': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is not as microgen wrote it: ${reason}`,
    help: () =>
      `Restore it from version control; or delete it and run microgen, which writes it anew from the contract as it is now; or ${OTHERWISE}`,
  }),
  'baseline-too-new': code<{ path: string; schema: string; known: string }>({
    severity: 'error',
    message: ({ path, schema, known }) =>
      `${path} was written by a newer microgen: it is ${schema}, and this version knows ${known}`,
    help: () => `Use the microgen that generated the project, or ${OTHERWISE}`,
  }),
  'git-missing': code<object>({
    severity: 'error',
    message: () => 'git cannot be run: it is not installed, or not on the PATH',
    help: () => `Install git, or ${OTHERWISE}`,
  }),
  'git-no-repository': code<{ path: string; reason: string }>({
    severity: 'error',
    message: ({ path, reason }) => `${path} is in no git repository that can be read: ${reason}`,
    help: () => `Point -out at a project that is under version control, or ${OTHERWISE}`,
  }),
  'git-unknown-ref': code<{ ref: string }>({
    severity: 'error',
    message: ({ ref }) => `git knows no commit by the name \`${ref}\``,
    help: () =>
      'Correct the name, or fetch it: a CI checkout often has one commit only (`git fetch origin main`, or a checkout with its whole history).',
  }),
  'git-not-a-commit': code<{ ref: string }>({
    severity: 'error',
    message: ({ ref }) => `\`${ref}\` does not name one commit`,
    help: () =>
      'Write a branch, a tag or a commit, as in `-against git:origin/main`: no range, nothing to leave out, no option.',
  }),
  'git-no-file': code<{ ref: string; path: string; folder: string }>({
    severity: 'error',
    message: ({ ref, path, folder }) => `at \`${ref}\` there is no ${path} in ${folder}`,
    help: () => `Commit it: every generation writes it. For a commit that has none, ${OTHERWISE}`,
  }),
} as const;
