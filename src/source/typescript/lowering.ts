import type ts from '#typescript';
import type { Type } from '../../ir/types.ts';
import type { DeclarationTable } from './declaration-table.ts';
import type { Program } from './program.ts';
import type { Entity } from './reach.ts';
import type { Report } from './report.ts';
import type { ValueCheck } from './values.ts';

/** What every step of the way from TypeScript's types to the contract's works with. */
export interface Lowering {
  readonly program: Program;
  readonly checker: ts.TypeChecker;
  readonly report: Report;
  /** The author's declarations that the services reach. */
  readonly entities: ReadonlyMap<ts.Symbol, Entity>;
  readonly table: DeclarationTable;
  /** Values in comments that are to be held against their types once all types are known. */
  readonly checks: ValueCheck[];
  /** The nameless structures that are being lowered: one that meets itself would never end. */
  readonly open: Set<ts.Type>;
  /** The applied generic declarations that are being lowered, by their names. */
  readonly instances: Map<ts.Type, string>;
  /** What the type parameters of the generic declarations around are, as the author wrote it. */
  readonly bindings: Map<ts.Type, Subject>;
  /** Where the author wrote `any`, or nothing. */
  readonly untyped: ts.Node[];
  /** How often each generic declaration is being lowered within itself. */
  readonly depths: Map<ts.Symbol, number>;
  /** Lowers a type where a value must be: that it may be `undefined` is a fault. */
  readonly lower: (subject: Subject) => Type;
  /** Lowers a type where there may be no value. */
  readonly lowerOptional: (subject: Subject) => Lowered;
}

/** A type to lower. */
export interface Subject {
  readonly type: ts.Type;
  /** How the author wrote it, which keeps names and order; left out where the checker made the type. */
  readonly node?: ts.TypeNode | undefined;
  /** Where its faults are shown. */
  readonly at: ts.Node;
  /** The aliases whose own right-hand side this is: it is not to be taken for a use of them. */
  readonly selves?: readonly ts.Symbol[] | undefined;
}

/** A type, and whether its value may be `undefined`, which on a wire is absence. */
export interface Lowered {
  readonly type: Type;
  readonly absent: boolean;
}

/** A name and what it is applied to, as nodes where the author wrote them, else as types. */
export interface Application {
  readonly symbol: ts.Symbol;
  readonly nodes?: readonly ts.TypeNode[] | undefined;
  readonly types?: readonly ts.Type[] | undefined;
}

/** What a name is applied to, ready to lower. */
export function argumentsOf(
  { checker }: Lowering,
  { nodes, types }: Application,
  at: ts.Node,
): readonly Subject[] {
  if (nodes !== undefined && nodes.length > 0) {
    return nodes.map((node, index) => {
      const type = types?.[index] ?? checker.getTypeFromTypeNode(node);
      return { type, node, at: node };
    });
  }
  return (types ?? []).map((type) => ({ type, at }));
}

/** Stands where a fault was reported: the contract is not used, so any type will do. */
const FAULTY: Type = { kind: 'scalar', scalar: 'unknown' };

/** Says that something cannot travel, and what to write instead. */
export function notCarriable(
  { report, program }: Lowering,
  at: ts.Node,
  params: { readonly what: string; readonly instead: string },
): Type {
  report.add('not-carriable', params, { span: program.spanOf(at) });
  return FAULTY;
}
