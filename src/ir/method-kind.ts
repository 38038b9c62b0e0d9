import type { Method } from './types.ts';

/** Whether a method takes a stream of messages. */
export function streamsIn({ kind }: Pick<Method, 'kind'>): boolean {
  return kind === 'client-stream' || kind === 'bidi-stream';
}

/** Whether a method answers with a stream of messages. */
export function streamsOut({ kind }: Pick<Method, 'kind'>): boolean {
  return kind === 'server-stream' || kind === 'bidi-stream';
}
