import { checkWithVitest } from './vitest.mjs';

/**
 * Random messages of protos that have every feature, through our codecs and through those of another implementation:
 * binary and JSON, both ways.
 *
 * @param {string} folder
 * @param {{ messages: number }} size
 */
export function checkProtobuf(folder, { messages }) {
  const test = {
    file: 'kit/test/protobuf/differential.test.ts',
    what: `${messages} messages are the same to @bufbuild/protobuf, in binary and in JSON, both ways`,
    name: 'PROTOBUF',
    sizes: { MICROGEN_PROTOBUF_MESSAGES: messages },
  };
  return checkWithVitest(folder, test, (record, seed) => ({
    ok: record.messages >= messages,
    measured: `${record.messages} messages, ${record.bytes} bytes, seed ${seed}, ${record.seconds} s`,
  }));
}
