import { lowerFirst } from '../../text/cases.ts';
import { createFileNames } from '../codec/file-names.ts';
import { type PlanContext, declarationOf } from '../context.ts';

/** Constants of a file that each stand for a message, declared where they are first asked for. */
export interface MessageConstants {
  /** Statements, in the order of asking. */
  readonly constants: readonly string[];
  /** The name of the constant of a declared message. */
  of(declared: string): string;
}

/**
 * Names constants by their messages: `orderJson` of `Order`.
 * @param statement what declares one, by the declaration's name and the message's full one
 */
export function createMessageConstants(
  { declarations }: Pick<PlanContext, 'declarations'>,
  suffix: string,
  statement: (
    name: string,
    message: { readonly declared: string; readonly proto: string },
  ) => string,
): MessageConstants {
  const names = createFileNames([]);
  const constants: string[] = [];
  const known = new Map<string, string>();
  return {
    constants,
    of: (declared) => {
      const found = known.get(declared);
      if (found !== undefined) return found;
      const name = names.unique(lowerFirst(declared) + suffix);
      known.set(declared, name);
      const { proto = '' } = declarationOf(declarations, declared);
      constants.push(statement(name, { declared, proto }));
      return name;
    },
  };
}
