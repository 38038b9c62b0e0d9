import type { Change } from './change.ts';
import type { GenerateRequest } from './request.ts';

/** What the commands to type next depend on. */
export interface NextInput {
  readonly changes: readonly Change[];
  readonly request: GenerateRequest;
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
export function nextSteps({ changes, request, out, sample }: NextInput): readonly string[] {
  const effects = changes.filter(({ kind }) => !['unchanged', 'keep-user'].includes(kind));
  if (effects.length === 0) return [];
  if ((request.mode ?? 'write') !== 'write') return [writingCommand(request, out)];
  const installs = effects.some(({ path }) => path === 'package.json');
  const isNew = effects.some(({ path, kind }) => path === 'package.json' && kind === 'create');
  return [
    ...(out === '.' ? [] : [`cd ${quoted(out)}`]),
    ...(installs ? ['npm install'] : ['npm run typecheck']),
    ...(isNew ? ['npm run dev', curl(sample)] : []),
  ];
}

/** The run that was only looked at, for good. */
function writingCommand({ idl, options = {}, force }: GenerateRequest, out: string): string {
  const given = Object.entries({ idl, ...options, force: force === true ? true : undefined });
  const flags = given.flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [value ? `-${name}` : `-${name}=false`];
    return [`-${name}`, quoted(value)];
  });
  return ['microgen', ...flags, '-out', quoted(out)].join(' ');
}

function curl({ verb, path, body }: SampleRequest): string {
  const url = `http://127.0.0.1:8080${path}`;
  if (verb === 'GET') return `curl ${quoted(url)}`;
  const data = body === undefined ? '' : ` -H 'content-type: application/json' -d ${quoted(body)}`;
  return `curl -X ${verb} ${quoted(url)}${data}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@=~+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
