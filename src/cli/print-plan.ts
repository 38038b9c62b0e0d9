import type { Colors } from '../diagnostics/colors.ts';
import type { ChangeReport, GenerateResult } from '../project/result.ts';
import { visible } from '../text/visible.ts';

/** How much is shown, and how. */
export interface PlanStyle {
  readonly colors: Colors;
  readonly verbose: boolean;
}

type Kind = ChangeReport['kind'];

const LABELS: Readonly<Record<Kind, string>> = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
  'keep-user': 'kept (yours)',
  merge: 'merged',
  insert: 'added to',
  remove: 'removed',
  conflict: 'conflict',
};

/** The same of a run that only looks. */
const PLANNED: Readonly<Record<Kind, string>> = {
  ...LABELS,
  create: 'to create',
  update: 'to update',
  merge: 'to merge',
  insert: 'to add to',
  remove: 'to remove',
};

const WIDTH = Math.max(...Object.values(LABELS).map((label) => label.length));

/** The plan of a run for people: one line a file, the counts, the time and what to type next. */
export function planText(result: GenerateResult, style: PlanStyle): string {
  if (result.changes.length === 0) return '';
  if (result.outcome === 'failed' && result.counts.conflict === 0) return '';
  if (isCurrent(result)) return currentText(result, style);
  const shown = result.changes.filter((change) => isShown(change, result, style));
  return [
    ...shown.flatMap((change) => changeLines(change, style, labelsOf(result))),
    '',
    `${summary(result)}${style.colors.dim(` in ${result.ms} ms`)}`,
    ...nextLines(result, style),
    '',
  ].join('\n');
}

function labelsOf({ wrote }: GenerateResult): typeof LABELS {
  return wrote ? LABELS : PLANNED;
}

/** Of a refused run, what it was refused for; else what is not simply as it was. */
function isShown(
  { kind, orphaned }: ChangeReport,
  { outcome }: GenerateResult,
  style: PlanStyle,
): boolean {
  if (outcome === 'failed') return kind === 'conflict';
  return style.verbose || orphaned === true || (kind !== 'unchanged' && kind !== 'keep-user');
}

function isCurrent({ changes }: GenerateResult): boolean {
  return changes.every(
    ({ kind, orphaned }) => kind === 'unchanged' || (kind === 'keep-user' && orphaned !== true),
  );
}

function currentText(
  { changes, diagnostics, ms, outcome }: GenerateResult,
  style: PlanStyle,
): string {
  const lines = style.verbose
    ? changes.flatMap((change) => changeLines(change, style, LABELS))
    : [];
  const count = changes.length === 1 ? '1 file is' : `${changes.length} files are`;
  const said =
    outcome === 'pending'
      ? `${count} current${broken(diagnostics)}`
      : `nothing to do: ${count} current`;
  return [...lines, `${said}${style.colors.dim(` (${ms} ms)`)}`, ''].join('\n');
}

function changeLines(
  change: ChangeReport,
  { colors }: PlanStyle,
  labels: typeof LABELS,
): readonly string[] {
  const label = paint(change.kind, colors)(labels[change.kind].padEnd(WIDTH));
  const note = noteOf(change);
  const line = `  ${label}  ${visible(change.path)}${note === '' ? '' : colors.dim(`  ${note}`)}`;
  return change.diff === undefined ? [line] : [line, diffText(change.diff, colors)];
}

function noteOf({ orphaned, backup, kept }: ChangeReport): string {
  if (orphaned === true) return 'no longer generated: take what you need out of it, then delete it';
  if (backup === true) return 'the old content is kept under .microgen/backup/';
  return kept === undefined ? '' : `yours stays: ${kept.map(visible).join(', ')}`;
}

function paint(kind: Kind, colors: Colors): (text: string) => string {
  if (kind === 'conflict' || kind === 'remove') return colors.red;
  if (kind === 'create') return colors.green;
  return ['update', 'merge', 'insert'].includes(kind) ? colors.yellow : colors.dim;
}

/** A unified diff, indented below its file. */
export function diffText(diff: string, colors: Colors): string {
  const lines = diff.replace(/\n$/, '').split('\n');
  return lines.map((line) => `    ${diffColor(line, colors)(visible(line))}`).join('\n');
}

function diffColor(line: string, colors: Colors): (text: string) => string {
  if (line.startsWith('@@')) return colors.cyan;
  if (line.startsWith('+++') || line.startsWith('---')) return colors.bold;
  if (line.startsWith('+')) return colors.green;
  return line.startsWith('-') ? colors.red : colors.dim;
}

function summary(result: GenerateResult): string {
  const { counts, diagnostics, outcome, wrote } = result;
  if (outcome === 'failed') return 'refused: nothing was changed';
  const kinds = Object.keys(LABELS) as readonly Kind[];
  const parts = kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${labelsOf(result)[kind]}`);
  const breaks = outcome === 'pending' ? broken(diagnostics) : '';
  return `${parts.join(', ')}${wrote ? '' : ' (nothing was written)'}${breaks}`;
}

/** What a check found beside files, to be said behind them. */
function broken(diagnostics: GenerateResult['diagnostics']): string {
  const { length } = diagnostics.filter(({ code }) => code === 'breaking-change');
  if (length === 0) return '';
  return length === 1 ? '; one change breaks clients' : `; ${String(length)} changes break clients`;
}

function nextLines({ next, outcome }: GenerateResult, { colors }: PlanStyle): readonly string[] {
  if (next.length === 0) return [];
  const title = outcome === 'pending' ? 'to bring it up to date:' : 'next:';
  return ['', title, ...next.map((command) => `  ${colors.bold(visible(command))}`)];
}
