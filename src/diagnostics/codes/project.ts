import { code } from '../code.ts';

/** What can be wrong with a project on disk, or with what is asked of it. Codes are never reused. */
export const projectCodes = {
  'edited-by-hand': code<{ path: string }>({
    severity: 'error',
    message: ({ path }) => `${path} belongs to the generator and was edited by hand`,
    help: () =>
      'Move the edit to a file of yours (AGENTS.md says which), or run with -force, which overwrites the file and keeps a backup under .microgen/backup/.',
  }),
} as const;
