import {
  create,
  fromBinary,
  toBinary,
  createFileRegistry,
  type DescService,
  type DescMessage,
} from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { Context } from '../../src/context/context.ts';
import { logging, validation, endpointBuilder, type Endpoint } from '../../src/endpoint/index.ts';
import type { Fault } from '../../src/errors/fault.ts';
import {
  grpcClient,
  grpcMethod,
  GrpcServer,
  type GrpcClient,
  type GrpcClientMethod,
  type GrpcClientOptions,
  type GrpcServerOptions,
  type MessageCodec,
  type MethodKind,
} from '../../src/grpc/index.ts';
import { logs, type Line } from '../support/log.ts';

/** The message of all tests. */
export interface Note {
  readonly text: string;
  readonly number: number;
}

const file = create(FileDescriptorProtoSchema, {
  name: 'test/v1/notes.proto',
  package: 'test.v1',
  syntax: 'proto3',
  messageType: [
    {
      name: 'Note',
      field: [
        {
          name: 'text',
          jsonName: 'text',
          number: 1,
          type: FieldDescriptorProto_Type.STRING,
          label: FieldDescriptorProto_Label.OPTIONAL,
        },
        {
          name: 'number',
          jsonName: 'number',
          number: 2,
          type: FieldDescriptorProto_Type.INT32,
          label: FieldDescriptorProto_Label.OPTIONAL,
        },
      ],
    },
  ],
  service: [
    {
      name: 'Notes',
      method: [
        { name: 'Say', inputType: '.test.v1.Note', outputType: '.test.v1.Note' },
        {
          name: 'Count',
          inputType: '.test.v1.Note',
          outputType: '.test.v1.Note',
          serverStreaming: true,
        },
        {
          name: 'Sum',
          inputType: '.test.v1.Note',
          outputType: '.test.v1.Note',
          clientStreaming: true,
        },
        {
          name: 'Chat',
          inputType: '.test.v1.Note',
          outputType: '.test.v1.Note',
          clientStreaming: true,
          serverStreaming: true,
        },
      ],
    },
  ],
});

/** The descriptor of the test's `.proto`, as reflection takes it. */
export const descriptor: Uint8Array = toBinary(FileDescriptorProtoSchema, file);

const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));

/** The service, for clients of other makers. */
export const notesService: DescService = registry.getService('test.v1.Notes')!;
const noteSchema: DescMessage = registry.getMessage('test.v1.Note')!;

/** The codec of the message, over a library of another maker. */
export const noteCodec: MessageCodec<Note> = {
  encode: (note) => toBinary(noteSchema, create(noteSchema, { ...note })),
  decode: (bytes) => {
    const { text, number } = fromBinary(noteSchema, bytes) as unknown as Note;
    return { text, number };
  },
};

function methodOf(name: string): GrpcClientMethod<Note, Note> {
  return { path: `/test.v1.Notes/${name}`, request: noteCodec, response: noteCodec };
}

/** The methods, as clients know them. */
export const say = methodOf('Say');
export const count = methodOf('Count');
export const sum = methodOf('Sum');
export const chat = methodOf('Chat');

type Stream = AsyncIterable<Note>;

/** What a test has its service do. */
export interface NotesMethods {
  readonly say?: (note: Note, ctx: Context) => Promise<Note>;
  readonly count?: (note: Note, ctx: Context) => AsyncIterable<Note>;
  readonly sum?: (notes: Stream, ctx: Context) => Promise<Note>;
  readonly chat?: (notes: Stream, ctx: Context) => AsyncIterable<Note>;
}

/** A constraint as the generator writes them. */
function validateNote(value: unknown, faults: Fault[]): void {
  const { text } = Object(value) as { text?: unknown };
  if (typeof text === 'string' && text.length > 1000) {
    faults.push({ path: '/text', rule: 'maxLength', wanted: 1000, message: 'must be shorter' });
  }
}

/** The methods that a test leaves out. */
export const plain: Required<NotesMethods> = {
  say: async ({ text, number }) => ({ text: `Hello, ${text}!`, number: number + 1 }),
  count: async function* upTo({ text, number }) {
    for (let index = 1; index <= number; index += 1) yield { text, number: index };
  },
  sum: async (notes) => {
    let total = 0;
    for await (const { number } of notes) total += number;
    return { text: 'sum', number: total };
  },
  chat: async function* echo(notes) {
    for await (const { text, number } of notes) yield { text: `${text}?`, number };
  },
};

/** A running server with all four shapes, and its log. */
export class Notes {
  readonly lines: Line[];
  readonly server: GrpcServer;
  port = 0;
  readonly #clients: GrpcClient[] = [];

  constructor(methods: NotesMethods = {}, options: GrpcServerOptions = {}) {
    const { logger, lines } = logs();
    this.lines = lines;
    this.server = new GrpcServer({ logger, ...options });
    const given = { ...plain, ...methods };
    const around = <Req, Res>(operation: string, endpoint: Endpoint<Req, Res>) =>
      endpointBuilder()
        .use(logging({ logger, operation }))
        .use(validation(validateNote))
        .build(endpoint);
    const codecs = { request: noteCodec, response: noteCodec };
    this.server.addService('test.v1.Notes', [
      grpcMethod({
        name: 'Say',
        kind: 'unary',
        ...codecs,
        endpoint: around('Notes.say', given.say),
      }),
      grpcMethod({
        name: 'Count',
        kind: 'server-stream',
        ...codecs,
        endpoint: around('Notes.count', async (note: Note, ctx) => given.count(note, ctx)),
      }),
      grpcMethod({
        name: 'Sum',
        kind: 'client-stream',
        ...codecs,
        endpoint: around('Notes.sum', given.sum),
      }),
      grpcMethod({
        name: 'Chat',
        kind: 'bidi-stream',
        ...codecs,
        endpoint: around('Notes.chat', async (notes: Stream, ctx) => given.chat(notes, ctx)),
      }),
    ]);
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    ({ port: this.port } = await this.server.listen({ host: '127.0.0.1', port: 0 }));
    return this;
  }

  client(options: Partial<GrpcClientOptions> = {}): GrpcClient {
    const client = grpcClient({ address: this.address, ...options });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    const drained = this.server.drain();
    this.server.destroy();
    await drained;
  }
}

/** All messages of a stream. */
export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const messages: T[] = [];
  for await (const message of stream) messages.push(message);
  return messages;
}

/** What a promise fails with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('it has not failed');
}

export type { MethodKind };
