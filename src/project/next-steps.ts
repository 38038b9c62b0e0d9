import { microgenCommand } from '../text/command.ts';
import { shellWord } from '../text/shell.ts';
import type { Change } from './change.ts';
import type { GenerateRequest } from './request.ts';

/** What the commands to type next depend on. */
export interface NextInput {
  readonly changes: readonly Change[];
  readonly request: GenerateRequest;
  /** The command that does what this run only showed; worked out from the request where it is absent. */
  readonly command?: string | undefined;
  /** The project folder as the user named it. */
  readonly out: string;
  /** A shell command that calls a fresh service. */
  readonly sample: string;
}

/** The commands that make sense after a run, in their order. */
export function nextSteps({
  changes,
  request,
  command,
  out,
  sample,
}: NextInput): readonly string[] {
  const effects = changes.filter(({ kind }) => !['unchanged', 'keep-user'].includes(kind));
  if (effects.length === 0) return [];
  if ((request.mode ?? 'write') !== 'write') return [command ?? writingCommand(request, out)];
  const installs = effects.some(({ path }) => path === 'package.json');
  const isNew = effects.some(({ path, kind }) => path === 'package.json' && kind === 'create');
  return [
    ...(out === '.' ? [] : [`cd ${shellWord(out)}`]),
    ...(installs ? ['npm install'] : []),
    ...(isNew ? ['npm run dev', sample] : ['npm run typecheck']),
  ];
}

/** The run that was only looked at, for good. */
function writingCommand({ idl, options = {}, force }: GenerateRequest, out: string): string {
  const forced = force === true ? true : undefined;
  return microgenCommand('generate', { idl, ...options, force: forced, out });
}
