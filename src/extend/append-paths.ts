import { middlewareNames } from '../plan/middleware.ts';
import { shellWord } from '../text/shell.ts';
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
  const out = shellWord(project.name);
  if (missing.length > 0 || drift.length > 0) {
    const action =
      lacking.find((seam) => seam.action !== undefined)?.action ?? actionFor(missing, out);
    return { name, status: 'not ready', missing, action };
  }
  const idl = kind === 'middleware' ? '' : ` -idl ${shellWord(project.contractPath)}`;
  const command = `microgen extend -out ${out}${idl} -${name} ${example}`;
  return { name, status: 'ready', missing, action: `ready; use \`${command}\`${note}` };
}

/** A missing file is written by any run; an edited one is shown, and overwritten when that is asked for. */
function actionFor(missing: readonly string[], out: string): string {
  return missing.length > 0
    ? `restore the generated files with \`microgen -out ${out}\` (missing: ${missing.join(', ')})`
    : `see what was edited with \`microgen -check -out ${out}\`; \`microgen -force -out ${out}\` overwrites it, keeping a backup (manifest drift)`;
}
