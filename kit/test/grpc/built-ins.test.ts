import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  FieldOptionsSchema,
  FileDescriptorProtoSchema,
  file_google_protobuf_descriptor,
  StructSchema,
} from '@bufbuild/protobuf/wkt';
import { afterEach, describe, expect, test } from 'vitest';
import { DescriptorIndex } from '../../src/grpc/descriptor-index.ts';
import { grpcMethod, type GrpcClientMethod, type MessageCodec } from '../../src/grpc/index.ts';
import { protoFields, textOf } from '../../src/grpc/proto-reader.ts';
import { ProtoWriter } from '../../src/grpc/proto-writer.ts';
import { readStruct, structOf } from '../../src/grpc/struct.ts';
import { silentLogger } from '../../src/logger.ts';
import { all, descriptor, failureOf, Notes } from './support.ts';

const running: Notes[] = [];

async function start(options: ConstructorParameters<typeof Notes>[1] = {}): Promise<Notes> {
  const notes = await new Notes({}, options).start();
  running.push(notes);
  return notes;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

const text: MessageCodec<string> = {
  encode: (value) => new ProtoWriter().text(1, value).finish(),
  decode: () => '',
};
const number: MessageCodec<number> = {
  encode: () => new Uint8Array(),
  decode: (bytes) => protoFields(bytes)[0]?.value ?? 0,
};

describe('health', () => {
  const check: GrpcClientMethod<string, number> = {
    path: '/grpc.health.v1.Health/Check',
    request: text,
    response: number,
  };
  const watch = { ...check, path: '/grpc.health.v1.Health/Watch' };

  test('tells of the server and of each service; probes leave no line', async () => {
    const notes = await start();
    const client = notes.client();
    expect(await client.unary(check, '')).toBe(1);
    expect(await client.unary(check, 'test.v1.Notes')).toBe(1);
    expect(await failureOf(client.unary(check, 'nope'))).toMatchObject({ code: 'not_found' });
    expect(notes.lines).toEqual([]);
  });

  test('gives way to a service of its name', async () => {
    const notes = new Notes({});
    const answer = (value: number) =>
      grpcMethod({
        name: 'Check',
        kind: 'unary',
        request: text,
        response: { encode: () => new ProtoWriter().int(1, value).finish() },
        endpoint: async () => value,
      });
    notes.server.addService('grpc.health.v1.Health', [answer(7)]);
    running.push(await notes.start());
    expect(await notes.client().unary(check, '')).toBe(7);
    expect(await failureOf(notes.client().unary({ ...check, path: watch.path }, ''))).toMatchObject(
      { code: 'unimplemented' },
    );
    expect(() => notes.server.addService('grpc.health.v1.Health', [])).toThrow('added already');
  });

  test('is what the service says of itself', async () => {
    const notes = await start();
    let ready = false;
    notes.server.attach({
      logger: silentLogger,
      currentContext: false,
      isReady: () => Promise.resolve(ready),
    });
    const client = notes.client();
    expect(await client.unary(check, '')).toBe(2);
    const watched = client.serverStream(watch, 'test.v1.Notes');
    expect((await watched.next()).value).toBe(2);
    ready = true;
    expect((await watched.next()).value).toBe(1);
    await watched.return(undefined);
    expect((await client.serverStream(watch, 'nope').next()).value).toBe(3);
  });

  test('a list of all services', async () => {
    const notes = await start();
    const names: MessageCodec<string[]> = {
      encode: () => new Uint8Array(),
      decode: (bytes) =>
        protoFields(bytes).map((entry) => {
          const key = protoFields(entry.bytes).find((field) => field.number === 1);
          return key === undefined ? '' : textOf(key);
        }),
    };
    const list = { path: '/grpc.health.v1.Health/List', request: names, response: names };
    expect(await notes.client().unary(list, [])).toEqual([
      '',
      'grpc.health.v1.Health',
      'test.v1.Notes',
    ]);
  });

  test('is left out where it is not wanted', async () => {
    const notes = await start({ health: false });
    expect(await failureOf(notes.client().unary(check, ''))).toMatchObject({
      code: 'unimplemented',
    });
  });
});

describe('reflection', () => {
  interface Answer {
    readonly field: number;
    readonly texts: readonly string[];
  }
  const ask = (field: number, value: string) =>
    new ProtoWriter().text(1, 'host').bytes(field, value).finish();
  const codec: MessageCodec<Uint8Array> = { encode: (value) => value, decode: (value) => value };
  const info = (version: string) => ({
    path: `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
    request: codec,
    response: codec,
  });
  const answerOf = (bytes: Uint8Array): Answer => {
    const field = protoFields(bytes).find(({ number: one }) => one > 3);
    const parts = protoFields(field?.bytes ?? new Uint8Array());
    return {
      field: field?.number ?? 0,
      texts: parts.map((part) => (part.bytes.length === 0 ? String(part.value) : textOf(part))),
    };
  };

  test.each(['v1', 'v1alpha'])('%s', async (version) => {
    const notes = await start({ reflection: [descriptor] });
    const questions = [
      ask(7, ''),
      ask(4, 'test.v1.Notes'),
      ask(4, 'test.v1.Notes.Say'),
      ask(4, 'test.v1.Note'),
      ask(3, 'test/v1/notes.proto'),
      ask(4, 'nope.Nope'),
      ask(3, 'nope.proto'),
      ask(6, 'test.v1.Note'),
      ask(6, 'nope.Nope'),
      new Uint8Array(),
    ];
    const answers = await all(notes.client().bidiStream(info(version), questions));
    const found = answers.map(answerOf);
    expect(found[0]?.field).toBe(6);
    expect(found[0]?.texts.map((one) => one.slice(2))).toEqual([
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
      'test.v1.Notes',
    ]);
    const file = Buffer.from(descriptor).toString('utf8');
    for (const one of found.slice(1, 5)) expect(one).toEqual({ field: 4, texts: [file] });
    expect(found.slice(5, 7).map(({ field, texts }) => [field, texts[0]])).toEqual([
      [7, '5'],
      [7, '5'],
    ]);
    expect(found[7]).toEqual({ field: 5, texts: ['test.v1.Note'] });
    expect(found.slice(8).map(({ field, texts }) => [field, texts[0]])).toEqual([
      [7, '5'],
      [7, '3'],
    ]);
    // What was asked comes back with the answer.
    const original = protoFields(answers[1]!).find((field) => field.number === 2);
    expect(Buffer.from(original!.bytes)).toEqual(Buffer.from(questions[1]!));
  });

  test('files come with their imports; enum values, nested types and extensions are found', () => {
    const extended = create(FileDescriptorProtoSchema, {
      name: 'ext.proto',
      package: 'ext',
      dependency: ['google/protobuf/descriptor.proto'],
      extension: [{ name: 'mark', number: 50_000, extendee: '.google.protobuf.FieldOptions' }],
      messageType: [
        {
          name: 'Outer',
          oneofDecl: [{ name: 'choice' }],
          nestedType: [
            {
              name: 'Inner',
              enumType: [{ name: 'Kind', value: [{ name: 'ZERO', number: 0 }] }],
              extension: [
                { name: 'also', number: 50_001, extendee: '.google.protobuf.FieldOptions' },
              ],
            },
          ],
        },
      ],
    });
    const own = toBinary(FileDescriptorProtoSchema, extended);
    const imported = toBinary(FileDescriptorProtoSchema, file_google_protobuf_descriptor.proto);
    const index = new DescriptorIndex([own, imported]);
    for (const symbol of [
      'ext.mark',
      'ext.Outer.choice',
      'ext.Outer.Inner',
      'ext.Outer.Inner.Kind',
      'ext.Outer.Inner.ZERO',
      'ext.Outer.Inner.also',
    ]) {
      expect([symbol, index.fileOf(symbol)]).toEqual([symbol, [own, imported]]);
    }
    expect(index.fileOf('google.protobuf.FieldOptions.ctype')).toEqual([imported]);
    expect(index.extensionsOf(FieldOptionsSchema.typeName)).toEqual([50_000, 50_001]);
    expect(index.fileOfExtension(FieldOptionsSchema.typeName, 50_001)).toEqual([own, imported]);
    expect(index.fileOfExtension(FieldOptionsSchema.typeName, 1)).toBeUndefined();
  });

  test('is not there without files; a file that is none is refused at assembly', async () => {
    const notes = await start();
    const call = all(notes.client().bidiStream(info('v1'), [ask(7, '')]));
    expect(await failureOf(call)).toMatchObject({ code: 'unimplemented' });
    expect(() => new Notes({}, { reflection: [Uint8Array.of(255)] })).toThrow(/malformed/);
  });
});

test('a Struct is what another library reads and writes', () => {
  const value = { a: [1, 'x', true, null, { b: -0.5 }], empty: {}, none: [], '': 'key' };
  const bytes = structOf(value);
  const theirs = fromBinary(StructSchema, bytes);
  expect(readStruct(toBinary(StructSchema, theirs))).toEqual(value);
  expect(readStruct(bytes)).toEqual(value);
  let deep: Record<string, unknown> = {};
  for (let level = 0; level < 200; level += 1) deep = { deep };
  expect(() => readStruct(structOf(deep))).toThrow(/nested too deeply/);
});
