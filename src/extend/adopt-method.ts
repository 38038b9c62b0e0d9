import { type Adopted } from './adopt.ts';
import type { Target } from './request.ts';
import type { ExtendRun } from './source.ts';

export function adoptMethod(
  _run: ExtendRun,
  _target: Extract<Target, { kind: 'method' }>,
): Adopted {
  return { diagnostics: [] };
}
