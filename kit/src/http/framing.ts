import { linesType } from '../sdk/lines.ts';
import { preferenceOf } from './accept.ts';
import { HttpError } from './http-error.ts';

/** How the messages of a stream are told apart in a response. */
export interface Framing {
  /** The media type. */
  readonly type: string;
  /** The text of a message, given as JSON. */
  message(json: string): string;
  /** The text of the problem document with which a stream breaks off. */
  error(json: string): string;
  /** What says that the stream has come to its end. */
  readonly end: string;
  /** What says every now and then that the stream is alive, where there is a form for it. */
  readonly beat?: string;
}

/** One JSON text per line: `{"value": ...}`, then one of `{"end": true}` and `{"error": ...}`. */
const lineFraming: Framing = {
  type: linesType,
  message: (json) => `{"value":${json}}\n`,
  error: (json) => `{"error":${json}}\n`,
  end: '{"end":true}\n',
};

/** Server-sent events (HTML standard, section 9.2). An event without data would never be dispatched. */
const eventFraming: Framing = {
  type: 'text/event-stream',
  message: (json) => `data: ${json}\n\n`,
  error: (json) => `event: error\ndata: ${json}\n\n`,
  end: 'event: end\ndata: {}\n\n',
  beat: ':\n\n',
};

/** Server-sent events for those who name them, lines for all others; refuses who wants neither. */
export function framingFor(accept = '*/*'): Framing {
  const events = preferenceOf(accept, eventFraming.type);
  const lines = preferenceOf(accept, lineFraming.type);
  if (events.named && events.quality > 0 && events.quality >= lines.quality) return eventFraming;
  if (lines.quality > 0) return lineFraming;
  if (events.quality > 0) return eventFraming;
  const message = `the response is ${lineFraming.type} or ${eventFraming.type}; accept excludes both`;
  throw new HttpError('not_acceptable', message);
}
