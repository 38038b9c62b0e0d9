import { encodeRequest } from './client-call.ts';
import type { GrpcClientMethod, Messages } from './client-options.ts';
import { MessagePump, type Sink } from './message-pump.ts';

/** The side of a call that a client writes messages to. */
export interface UploadSurface extends Sink {
  end(): unknown;
  cancel(): void;
}

/** Sends messages while they are made; what goes wrong with one ends the call. */
export function upload(
  messages: Messages<unknown>,
  { request }: Pick<GrpcClientMethod, 'request'>,
  surface: UploadSurface,
  failed: (error: unknown) => void,
): MessagePump {
  const pump = new MessagePump(messages, {
    sink: surface,
    encode: (message) => encodeRequest(request, message),
    done: (failure) => {
      if (failure === undefined) {
        surface.end();
        return;
      }
      failed(failure.error);
      surface.cancel();
    },
  });
  pump.start();
  return pump;
}
