import { checkWithVitest } from './vitest.mjs';

/**
 * Streams of gRPC in two processes with readers that pause, and clients that are killed in the middle of streams.
 *
 * @param {string} folder
 * @param {{ messages: number, streamKills: number }} size
 */
export function checkGrpc(folder, { messages, streamKills }) {
  const test = {
    file: 'kit/test/grpc/streams.test.ts',
    what: `gRPC carries ${messages} messages each way within 200 MiB a side; ${streamKills} killed clients leave nothing`,
    name: 'GRPC',
    sizes: { MICROGEN_GRPC_MESSAGES: messages, MICROGEN_GRPC_KILLS: streamKills },
  };
  return checkWithVitest(folder, test, (told) => {
    const [client, server] = told.peaks.map((peak) => Math.round(peak / 1024));
    return {
      ok: told.messages === messages && told.kills === streamKills,
      measured: `at most ${client} MiB in the client, ${server} MiB in the server`,
    };
  });
}
