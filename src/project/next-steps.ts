import type { Change } from './change.ts';

/** What the commands to type next depend on. */
export interface NextInput {
  readonly changes: readonly Change[];
  readonly mode: 'write' | 'check' | 'dry-run';
  /** The project folder as the user named it. */
  readonly out: string;
  readonly sample: SampleRequest;
}

/** A request that a fresh service answers; the body is JSON text. */
export interface SampleRequest {
  readonly verb: string;
  readonly path: string;
  readonly body?: string;
}

/** The commands that make sense after a run, in their order. */
export function nextSteps({ changes, mode, out, sample }: NextInput): readonly string[] {
  const effects = changes.filter(({ kind }) => !['unchanged', 'keep-user'].includes(kind));
  if (effects.length === 0) return [];
  if (mode !== 'write') return [`microgen -out ${quoted(out)}`];
  const installs = effects.some(({ path }) => path === 'package.json');
  const isNew = effects.some(({ path, kind }) => path === 'package.json' && kind === 'create');
  return [
    ...(out === '.' ? [] : [`cd ${quoted(out)}`]),
    ...(installs ? ['npm install'] : ['npm run typecheck']),
    ...(isNew ? ['npm run dev', curl(sample)] : []),
  ];
}

function curl({ verb, path, body }: SampleRequest): string {
  const url = `http://127.0.0.1:8080${path}`;
  if (verb === 'GET') return `curl ${quoted(url)}`;
  const data = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quoted(body)}`;
  return `curl -X ${verb} ${url}${data}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@=~+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
