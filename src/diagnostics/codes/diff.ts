import { code } from '../code.ts';

const OTHERWISE =
  'compare with something else: `-against old.ts` for a contract, or the folder of a project.';

/** What can keep two contracts from being compared. Codes are never reused. */
export const diffCodes = {
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
  'git-no-file': code<{ ref: string; path: string; folder: string }>({
    severity: 'error',
    message: ({ ref, path, folder }) => `at \`${ref}\` there is no ${path} in ${folder}`,
    help: () => `Commit it: every generation writes it. For a commit that has none, ${OTHERWISE}`,
  }),
} as const;
