import type { Method, Type } from '../../ir/types.ts';
import { lowerFirst } from '../../text/cases.ts';
import { group, typeArguments } from '../../text/layout.ts';
import { stringLiteral } from '../../text/literals.ts';
import { createFileNames } from '../codec/file-names.ts';
import { type PlanContext, declarationOf } from '../context.ts';
import { messageSubject } from '../reach.ts';
import type { NameOf } from '../type-text.ts';

/** The JSON codecs of messages that a file declares as constants, each where it is first asked for. */
export interface JsonCodecs {
  /** Statements, in the order of asking. */
  readonly constants: readonly string[];
  /** The name of the codec of what a method takes: its request, or one message of its stream. */
  ofRequest(method: Method): string;
  /** The same of what it answers. */
  ofResponse(method: Method): string;
}

/**
 * @param messages how the file calls the codecs of the whole contract
 */
export function createJsonCodecs(
  { declarations }: Pick<PlanContext, 'declarations'>,
  {
    messages,
    nameOf,
  }: {
    readonly messages: string;
    readonly nameOf: NameOf;
  },
): JsonCodecs {
  const names = createFileNames([]);
  const constants: string[] = [];
  const known = new Map<string, string>();
  const codecOf = (declared: string): string => {
    const found = known.get(declared);
    if (found !== undefined) return found;
    const name = names.unique(`${lowerFirst(declared)}Json`);
    known.set(declared, name);
    const { proto = '' } = declarationOf(declarations, declared);
    const codec = `${messages}.json${typeArguments([nameOf(declared)])}${group(['(', ')'], [stringLiteral(proto)])}`;
    constants.push(`const ${name} = ${codec};`);
    return name;
  };
  return {
    constants,
    ofRequest: (method) => codecOf(messageSubject(method).name),
    ofResponse: ({ response }) => codecOf(nameOfRef(response)),
  };
}

/** Methods of the protobuf language answer with messages only, which are declared. */
function nameOfRef(type: Type | undefined): string {
  return type?.kind === 'ref' ? type.name : '';
}
