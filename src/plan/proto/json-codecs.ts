import type { Method, Type } from '../../ir/types.ts';
import { group, typeArguments } from '../../text/layout.ts';
import { stringLiteral } from '../../text/literals.ts';
import type { PlanContext } from '../context.ts';
import { messageSubject } from '../reach.ts';
import type { NameOf } from '../type-text.ts';
import { type MessageConstants, createMessageConstants } from './message-constants.ts';

/** The JSON codecs of messages that a file declares as constants. */
export interface JsonCodecs extends Pick<MessageConstants, 'constants'> {
  /** The name of the codec of what a method takes: its request, or one message of its stream. */
  ofRequest(method: Method): string;
  /** The same of what it answers. */
  ofResponse(method: Method): string;
}

/** How a file calls what codecs are made of. */
interface CodecNames {
  /** The codecs of the whole contract. */
  readonly messages: string;
  readonly nameOf: NameOf;
}

/** Declares the codecs of what methods take and answer. */
export function createJsonCodecs(
  context: Pick<PlanContext, 'declarations'>,
  { messages, nameOf }: CodecNames,
): JsonCodecs {
  const codecs = createMessageConstants(context, {
    suffix: 'Json',
    taken: [],
    statement: (name, { declared, proto }) => {
      const given = group(['(', ')'], [stringLiteral(proto)]);
      return `const ${name} = ${messages}.json${typeArguments([nameOf(declared)])}${given};`;
    },
  });
  return {
    constants: codecs.constants,
    ofRequest: (method) => codecs.of(messageSubject(method).name),
    ofResponse: ({ response }) => codecs.of(nameOfRef(response)),
  };
}

/** Methods of the protobuf language answer with messages only, which are declared. */
function nameOfRef(type: Type | undefined): string {
  return type?.kind === 'ref' ? type.name : '';
}
