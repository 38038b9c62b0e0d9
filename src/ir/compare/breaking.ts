import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type ContractChange, isBreaking } from './change.ts';
import { type Position, type Surface, surfaces } from './verdicts.ts';

/** A change that breaks somebody, with all the places and people that it meets. */
export interface Breaking {
  readonly change: ContractChange;
  readonly positions: readonly Position[];
  readonly broken: readonly Surface[];
}

/** Those of some changes that break somebody. A type that travels both ways has a change for each: they are one. */
export function breakingOf(changes: readonly ContractChange[]): readonly Breaking[] {
  const found = new Map<string, Breaking>();
  for (const change of changes.filter(isBreaking)) {
    const key = [change.code, change.subject, change.message].join('\n');
    const known = found.get(key);
    const { positions, broken }: Pick<Breaking, 'positions' | 'broken'> = known ?? {
      positions: [],
      broken: [],
    };
    found.set(key, {
      change: known?.change ?? change,
      positions: [...positions, ...(change.position === undefined ? [] : [change.position])],
      broken: surfaces.filter((surface) => [...broken, ...brokenBy(change)].includes(surface)),
    });
  }
  return [...found.values()];
}

function brokenBy({ verdicts }: ContractChange): readonly Surface[] {
  return surfaces.filter((surface) => verdicts[surface] === 'breaking');
}

/** How breaking changes are told. */
export interface Telling {
  /** The command that lists every change, where there is one. */
  readonly list: string | undefined;
  /** Whether some are enough where that command lists the others. */
  readonly isShort: boolean;
}

/** How many changes are named where some are enough. */
const NAMED = 10;

/** Tells what breaks, each change for itself. */
export function tellBreaking(
  breaking: readonly Breaking[],
  { list, isShort }: Telling,
): readonly Diagnostic[] {
  const told = breaking.map((one) => diagnosticOf(one, list));
  const count = breaking.length - NAMED;
  if (!isShort || list === undefined || count <= 0) return told;
  return [diagnose('more-breaking-changes', { count, list }), ...told.slice(0, NAMED)];
}

function diagnosticOf(
  { change, positions, broken }: Breaking,
  list: string | undefined,
): Diagnostic {
  const { code, subject, message, help, after } = change;
  const params = { subject, message, change: code, positions, broken, help, list };
  return diagnose('breaking-change', params, { span: after });
}
