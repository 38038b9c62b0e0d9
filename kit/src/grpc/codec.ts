import type { Context } from '../context/context.ts';
import type { Fault } from '../errors/fault.ts';
import { blameNesting, KitError } from '../errors/kit-error.ts';
import type { MessageCodec } from './message-codec.ts';

/**
 * The message of a request. What is wrong with it is in the context's faults, for the validation layer; bytes that are no
 * message are refused here.
 */
export function decodeRequest(
  codec: Pick<MessageCodec, 'decode'>,
  bytes: Uint8Array,
  ctx: Context,
): unknown {
  const faults: Fault[] = [];
  const message = decoded(codec, bytes, faults);
  if (faults.length > 0 || ctx.faults !== undefined) {
    ctx.faults = faults.length > 0 ? faults : undefined;
  }
  return message;
}

function decoded(codec: Pick<MessageCodec, 'decode'>, bytes: Uint8Array, faults: Fault[]): unknown {
  try {
    return codec.decode(bytes, faults);
  } catch (error) {
    const blamed = blameNesting(error);
    if (KitError.is(blamed)) throw blamed;
    throw new KitError('invalid_argument', 'the message cannot be read', { cause: error });
  }
}
