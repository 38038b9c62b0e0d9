import type { DiffChange, DiffResult } from '../diff.ts';
import type { Colors } from '../diagnostics/colors.ts';
import type { Span } from '../diagnostics/span.ts';
import { visible } from '../text/visible.ts';

const COLUMNS = ['http', 'grpc', 'source', 'tools'] as const;

type Columns = readonly (typeof COLUMNS)[number][];

/** The widest verdict, and the space behind it. */
const WIDTH = 'breaking'.length + 2;

/** Where nobody speaks gRPC, nothing is said of it. */
function columnsOf({ changes }: DiffResult): Columns {
  const isSpoken = changes.some(({ verdicts }) => verdicts.grpc !== undefined);
  return COLUMNS.filter((name) => isSpoken || name !== 'grpc');
}

/** A comparison for people: what breaks, then what is safe, each with its verdicts and places, and the counts. */
export function diffText(result: DiffResult, colors: Colors): string {
  if (result.outcome === 'failed' || result.outcome === 'usage') return '';
  const breaking = result.changes.filter((change) => change.breaking);
  const safe = result.changes.filter((change) => !change.breaking);
  const show: Show = { colors, columns: columnsOf(result) };
  const lines = [
    ...groupLines(colors.red('breaking'), breaking, show),
    ...groupLines(colors.green('safe'), safe, show),
    `${summary(result)}${colors.dim(` in ${String(result.ms)} ms`)}`,
  ];
  return `${lines.join('\n')}\n`;
}

interface Show {
  readonly colors: Colors;
  readonly columns: Columns;
}

function groupLines(title: string, changes: readonly DiffChange[], show: Show): readonly string[] {
  if (changes.length === 0) return [];
  const { colors, columns } = show;
  const heads = columns.map((name) => name.padEnd(WIDTH)).join('');
  return [
    colors.bold(title),
    colors.dim(`  ${heads}`.trimEnd()),
    ...changes.flatMap((change) => changeLines(change, show)),
    '',
  ];
}

function changeLines(change: DiffChange, { colors, columns }: Show): readonly string[] {
  const { subject, message, code, help, breaking, rules = [] } = change;
  const indent = ' '.repeat(2 + WIDTH * columns.length);
  const verdicts = columns.map((name) => verdictText(change.verdicts[name], colors)).join('');
  return [
    `  ${verdicts}${colors.bold(visible(subject))}: ${visible(message)}`,
    `${indent}${colors.dim(code + where(change))}  ${places(change, colors)}`,
    ...(rules.length === 0 ? [] : [`${indent}${colors.dim(`buf: ${rules.join(', ')}`)}`]),
    ...(help === undefined || !breaking ? [] : [`${indent}help: ${visible(help)}`]),
  ];
}

function where({ position }: DiffChange): string {
  if (position === undefined) return '';
  return position === 'request' ? ' in requests' : ' in answers';
}

function verdictText(
  verdict: DiffChange['verdicts'][(typeof COLUMNS)[number]],
  colors: Colors,
): string {
  const text = (verdict ?? '-').padEnd(WIDTH);
  if (verdict === undefined) return colors.dim(text);
  return verdict === 'breaking' ? colors.red(text) : colors.green(text);
}

/** `old.ts:12:3 -> new.ts:14:3`, with a dash for what stands on one side only. */
function places({ before, after }: DiffChange, { cyan }: Colors): string {
  if (before === undefined && after === undefined) return '';
  const [from, to] = [before, after].map((span) => (span === undefined ? '-' : place(span)));
  return cyan(`${from ?? '-'} -> ${to ?? '-'}`);
}

function place({ path, line, column }: Span): string {
  return `${visible(path)}:${String(line)}:${String(column)}`;
}

function summary({ changes, counts, base }: DiffResult): string {
  const against = `against ${visible(base)}`;
  if (changes.length === 0) return `nothing changed ${against}`;
  const all = changes.length === 1 ? '1 change' : `${String(changes.length)} changes`;
  return `${all} ${against}: ${String(counts.breaking)} breaking, ${String(counts.safe)} safe`;
}
