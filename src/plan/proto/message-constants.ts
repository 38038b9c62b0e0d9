import { lowerFirst } from '../../text/cases.ts';
import { createFileNames } from '../codec/file-names.ts';
import { type PlanContext, declarationOf } from '../context.ts';
import { protoNameOf } from '../grpc-names.ts';

/** Constants of a file that each stand for a message, declared where they are first asked for. */
export interface MessageConstants {
  /** Statements, in the order of asking. */
  readonly constants: readonly string[];
  /** The name of the constant of a declared message. */
  of(declared: string): string;
}

/** How a file declares its constants. */
interface ConstantStyle {
  /** Behind the name of the message: `Json`. */
  readonly suffix: string;
  /** What else the file calls something. */
  readonly taken: readonly string[];
  /** What declares one, by the declaration's name and the message's full one. */
  readonly statement: (
    name: string,
    message: { readonly declared: string; readonly proto: string },
  ) => string;
}

/** Names constants by their messages: `orderJson` of `Order`. */
export function createMessageConstants(
  { declarations }: Pick<PlanContext, 'declarations'>,
  { suffix, taken, statement }: ConstantStyle,
): MessageConstants {
  const names = createFileNames(taken);
  const constants: string[] = [];
  const known = new Map<string, string>();
  return {
    constants,
    of: (declared) => {
      const found = known.get(declared);
      if (found !== undefined) return found;
      const name = names.unique(lowerFirst(declared) + suffix);
      known.set(declared, name);
      const proto = protoNameOf(declarationOf(declarations, declared));
      constants.push(statement(name, { declared, proto }));
      return name;
    },
  };
}
