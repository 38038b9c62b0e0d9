import type { Span } from '../../diagnostics/span.ts';
import type { ContractChange } from './change.ts';
import type { Verdicts } from './verdicts.ts';
import { type ChangeCode, helpOf, verdictsOf } from './rules.ts';

/** Where a thing stands in the old contract and in the new. */
export interface Spans {
  readonly before?: Span | undefined;
  readonly after?: Span | undefined;
}

/** A change that has to do with no position of a type. `verdicts` takes the place of what its rule says. */
export function ruled(
  code: ChangeCode,
  subject: string,
  message: string,
  { before, after, verdicts, help }: Spans & { verdicts?: Verdicts; help?: string | undefined },
): ContractChange {
  const advice = help ?? helpOf(code);
  return {
    code,
    subject,
    message,
    verdicts: verdicts ?? verdictsOf(code, undefined),
    ...(advice === undefined ? {} : { help: advice }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The verdicts without that of tools, for what is no tool. */
export function toolless(verdicts: Verdicts): Verdicts {
  const { tools: _tools, ...others } = verdicts;
  return others;
}
