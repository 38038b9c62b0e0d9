import type ts from '#typescript';
import { createDeclarationTable } from './declaration-table.ts';
import type { Lowering } from './lowering.ts';
import type { Program } from './program.ts';
import type { Entity } from './reach.ts';
import type { Report } from './report.ts';
import { lowerOptional, lowerType } from './types.ts';

/** Sets up the lowering of a program: the pieces that lower types meet here, and only here. */
export function createLowering(
  program: Program,
  entities: ReadonlyMap<ts.Symbol, Entity>,
  report: Report,
): Lowering {
  const authored = new Set([...entities.values()].map((entity) => entity.name));
  const lowering: Lowering = {
    program,
    checker: program.checker,
    report,
    entities,
    table: createDeclarationTable(authored),
    checks: [],
    open: new Set(),
    instances: new Map(),
    bindings: new Map(),
    untyped: [],
    depths: new Map(),
    lower: (subject) => lowerType(lowering, subject),
    lowerOptional: (subject) => lowerOptional(lowering, subject),
  };
  return lowering;
}
