import type { Span } from '../../diagnostics/span.ts';
import type { Declarations } from '../resolve.ts';
import type { Type } from '../types.ts';
import type { ContractChange } from './change.ts';
import type { Position, Verdicts } from './verdicts.ts';
import { type ChangeCode, helpOf, verdictsOf } from './rules.ts';
import type { Side } from './settled.ts';

/** Where two types are compared. */
export interface Place {
  readonly subject: string;
  /** The method whose parameters the fields are; absent where they are fields of a message. */
  readonly method?: string;
  /** Whether a field more is a parameter more, before the options of a call. */
  readonly shifts?: boolean;
  readonly position: Position;
  /** Whether tools take it as their input. */
  readonly tool: boolean;
  /** Whether it travels in a query, which says nothing of what is empty. */
  readonly query: boolean;
  readonly before: Span;
  readonly after: Span;
  /** Pairs of declarations of unlike names that are being compared around this place. */
  readonly open: ReadonlySet<string>;
}

/** Two contracts while they are compared. */
export interface Walk {
  readonly before: Declarations;
  readonly after: Declarations;
  /** Says that two declarations are compared at a position: `true` when it is the first time. */
  enter(key: string): boolean;
  /** The name that a declaration has in the new contract, where it is the same under another name. */
  readonly renames: RenameTable;
  /** Compares two types by what they mean on the wire and in code. */
  compare(before: Type, after: Type, place: Place): readonly ContractChange[];
}

/** Declarations that are the same under another name, as they are found. */
export interface RenameTable {
  /** Whether a declaration of the old contract is this one of the new. */
  pair(before: string, after: string): boolean;
  /** From the old name to the new. */
  all(): ReadonlyMap<string, string>;
}

/** A name that is gone stands for the first new name that takes its place. */
export function createRenames(before: Declarations, after: Declarations): RenameTable {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  return {
    pair: (old, fresh) => {
      if (old === fresh || found.get(old) === fresh) return true;
      if (after.has(old) || before.has(fresh) || found.has(old) || taken.has(fresh)) return false;
      found.set(old, fresh);
      taken.add(fresh);
      return true;
    },
    all: () => found,
  };
}

/** Both sides of a pair of types. */
export function sidesOf(
  walk: Walk,
  before: Type,
  after: Type,
): { readonly before: Side; readonly after: Side } {
  return {
    before: { type: before, declarations: walk.before },
    after: { type: after, declarations: walk.after },
  };
}

/** What is found at a place, beside what the rules say of its code. */
export interface Finding {
  readonly code: ChangeCode;
  readonly message: string;
  readonly subject?: string;
  /** Where else it stands than the place does; `null` where it stands nowhere. */
  readonly before?: Span | null;
  readonly after?: Span | null;
  /** Verdicts that are settled by more than the code. `undefined` for a surface takes it out. */
  readonly verdicts?: { readonly [S in keyof Verdicts]?: Verdicts[S] | undefined };
  readonly help?: string;
}

/** A change at a place where types are compared. */
export function changeAt(place: Place, finding: Finding): ContractChange {
  const { code } = finding;
  const ruled = { ...verdictsOf(code, place.position), ...finding.verdicts };
  const { http, grpc, source, tools } = ruled;
  const before = finding.before === undefined ? place.before : finding.before;
  const after = finding.after === undefined ? place.after : finding.after;
  const help = finding.help ?? helpOf(code);
  return {
    code,
    subject: finding.subject ?? place.subject,
    message: finding.message,
    position: place.position,
    verdicts: {
      ...(http === undefined ? {} : { http }),
      ...(grpc === undefined ? {} : { grpc }),
      ...(source === undefined ? {} : { source }),
      ...(tools === undefined || !place.tool ? {} : { tools }),
    },
    ...(help === undefined ? {} : { help }),
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
}

/** The place of a part: what it is called is put behind what holds it. */
export function within(place: Place, suffix: string): Place {
  const { method: _, shifts: __, ...rest } = place;
  return { ...rest, subject: `${place.subject}${suffix}` };
}
