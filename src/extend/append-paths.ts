import { middlewareNames } from '../plan/middleware.ts';
import { microgenCommand } from '../text/command.ts';
import type { Drift } from './drift.ts';
import type { GeneratedProject } from './open-generated.ts';
import type { Seam } from './seams.ts';

/** A way to extend a project, and what it is worth here. */
export interface AppendPath {
  readonly name: 'append-service' | 'append-model' | 'append-middleware' | 'append-method';
  /** `not enabled` is no fault: the project has no such parts. */
  readonly status: 'ready' | 'not ready' | 'not enabled';
  /** The seams that it lacks. */
  readonly missing: readonly string[];
  /** What to type or to do next. */
  readonly action: string;
}

interface Findings {
  readonly seams: readonly Seam[];
  readonly drift: readonly Drift[];
}

/** Judges every way to extend a project. */
export function appendPaths(project: GeneratedProject, findings: Findings): readonly AppendPath[] {
  return [
    path(project, findings, { kind: 'service', example: '<Name>', note: COMBINED }),
    {
      name: 'append-model',
      status: 'not enabled',
      missing: [],
      action: 'not enabled: the project has no models',
    },
    path(project, findings, {
      kind: 'middleware',
      example: '<Name[,Name...]>',
      note: ` (${middlewareNames.join(', ')})`,
    }),
    path(project, findings, { kind: 'method', example: '<Service.method>', note: COMBINED }),
  ];
}

/** What is appended comes from a contract that has all the rest as well. */
const COMBINED = ' once it stands there, or from another full contract';

interface Append {
  readonly kind: 'service' | 'method' | 'middleware';
  readonly example: string;
  readonly note?: string;
}

function path(
  project: GeneratedProject,
  { seams, drift }: Findings,
  { kind, example, note = '' }: Append,
): AppendPath {
  const name = `append-${kind}` as const;
  const lacking = seams.filter(({ isPresent, appends }) => !isPresent && appends.includes(kind));
  const missing = lacking.map(({ path: file }) => file);
  const out = project.name;
  if (missing.length > 0 || drift.length > 0) {
    const action =
      lacking.find((seam) => seam.action !== undefined)?.action ?? actionFor(missing, out);
    return { name, status: 'not ready', missing, action };
  }
  const idl = kind === 'middleware' ? undefined : project.contractPath;
  const command = microgenCommand('extend', { out, idl });
  return {
    name,
    status: 'ready',
    missing,
    action: `ready; use \`${command} -${name} ${example}\`${note}`,
  };
}

/** A missing file is written by any run; an edited one is shown, and overwritten when that is asked for. */
function actionFor(missing: readonly string[], out: string): string {
  if (missing.length > 0) {
    const restore = microgenCommand('generate', { out });
    return `restore the generated files with \`${restore}\` (missing: ${missing.join(', ')})`;
  }
  const check = microgenCommand('generate', { check: true, out });
  const force = microgenCommand('generate', { force: true, out });
  return `see what was edited with \`${check}\`; \`${force}\` overwrites it, keeping a backup (manifest drift)`;
}
