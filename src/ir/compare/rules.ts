import type { Position, Verdicts } from './verdicts.ts';
import { methodRules } from './method-rules.ts';
import type { Rule } from './rule.ts';
import { typeRules } from './type-rules.ts';

/**
 * Every kind of change, and what it means: decided here and nowhere else. Requests are written by old code
 * and read by the new service, so that what it asks for may grow only by what can be left out; answers are written
 * by the new service and read by old code, so that what they hold may not shrink. For source code a name must stay,
 * what is passed must still fit, and what is received must be no more than it was.
 */
export const rules = {
  ...methodRules,
  ...typeRules,
} as const satisfies Readonly<Record<string, Rule>>;

/** A kind of change. Codes are never reused. */
export type ChangeCode = keyof typeof rules;

/** What a kind of change means at a place. */
export function verdictsOf(code: ChangeCode, position: Position | undefined): Verdicts {
  const found: Rule = rules[code];
  const own = position === undefined ? undefined : found[position];
  return own ?? found.verdicts ?? {};
}

/** What can be done about a kind of change. */
export function helpOf(code: ChangeCode): string | undefined {
  const found: Rule = rules[code];
  return found.help;
}
