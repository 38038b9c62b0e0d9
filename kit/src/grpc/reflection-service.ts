import { DescriptorIndex } from './descriptor-index.ts';
import type { MessageCodec } from './message-codec.ts';
import { grpcMethod, type AnyGrpcMethod } from './method.ts';
import { protoFields, textOf, type ProtoField } from './proto-reader.ts';
import { ProtoWriter } from './proto-writer.ts';
import { grpcStatusOf } from './status.ts';

/** The reflection protocol (github.com/grpc/grpc/blob/master/doc/server-reflection.md); both are the same on the wire. */
export const reflectionServices = [
  'grpc.reflection.v1.ServerReflection',
  'grpc.reflection.v1alpha.ServerReflection',
] as const;

/** What a client asks; kept as it came, since an answer repeats it. */
interface ReflectionRequest {
  readonly bytes: Uint8Array;
  readonly host: string;
  /** The last of the alternatives. */
  readonly question: ProtoField | undefined;
}

/** The numbers of the questions, and of the answers. */
const asks = { file: 3, symbol: 4, extension: 5, extensionNumbers: 6, services: 7 };
const answers = { files: 4, extensionNumbers: 5, services: 6, error: 7 };

/** What reflection shows: the files that are given, and the services that are really there. */
export interface ReflectionSource {
  readonly files: readonly Uint8Array[];
  readonly services: () => readonly string[];
}

/** The one method of the reflection services. Throws a `KitError` for a file that is no descriptor. */
export function reflectionMethods(source: ReflectionSource): readonly AnyGrpcMethod[] {
  const index = new DescriptorIndex(source.files);
  const answer = (request: ReflectionRequest) =>
    new ProtoWriter()
      .text(1, request.host)
      .bytes(2, request.bytes)
      .bytes(...answerTo(request, index, source.services));
  return [
    grpcMethod({
      name: 'ServerReflectionInfo',
      kind: 'bidi-stream',
      request: question,
      response: bytes,
      endpoint: async (requests) =>
        (async function* answered() {
          for await (const request of requests) yield answer(request).finish();
        })(),
    }),
  ];
}

type Answer = [number, ProtoWriter];

function answerTo(
  { question: asked }: ReflectionRequest,
  index: DescriptorIndex,
  services: () => readonly string[],
): Answer {
  switch (asked?.number) {
    case asks.file:
      return filesAnswer(index.file(textOf(asked)), textOf(asked));
    case asks.symbol:
      return filesAnswer(index.fileOf(textOf(asked)), textOf(asked));
    case asks.extension: {
      const { message, number } = extensionOf(asked);
      return filesAnswer(index.fileOfExtension(message, number), `${message} ${number}`);
    }
    case asks.extensionNumbers:
      return numbersAnswer(textOf(asked), index);
    case asks.services:
      return servicesAnswer(services());
    default:
      return errorAnswer(grpcStatusOf('invalid_argument'), 'the request asks nothing');
  }
}

function filesAnswer(files: readonly Uint8Array[] | undefined, what: string): Answer {
  if (files === undefined) return errorAnswer(grpcStatusOf('not_found'), `there is no ${what}`);
  const writer = new ProtoWriter();
  for (const file of files) writer.bytes(1, file);
  return [answers.files, writer];
}

function numbersAnswer(message: string, index: DescriptorIndex): Answer {
  const numbers = index.extensionsOf(message);
  if (numbers === undefined) {
    return errorAnswer(grpcStatusOf('not_found'), `there is no ${message}`);
  }
  const writer = new ProtoWriter().text(1, message);
  for (const number of numbers) writer.int(2, number);
  return [answers.extensionNumbers, writer];
}

function servicesAnswer(names: readonly string[]): Answer {
  const writer = new ProtoWriter();
  for (const name of names) writer.bytes(1, new ProtoWriter().text(1, name));
  return [answers.services, writer];
}

function errorAnswer(code: number, message: string): Answer {
  return [answers.error, new ProtoWriter().int(1, code).text(2, message)];
}

function extensionOf(asked: ProtoField): { readonly message: string; readonly number: number } {
  const fields = protoFields(asked.bytes);
  const message = fields.findLast(({ number }) => number === 1);
  return {
    message: message === undefined ? '' : textOf(message),
    number: fields.findLast(({ number }) => number === 2)?.value ?? 0,
  };
}

const question: MessageCodec<ReflectionRequest> = {
  encode: (request) => request.bytes,
  decode: (raw) => {
    const fields = protoFields(raw);
    const host = fields.findLast(({ number }) => number === 1);
    return {
      bytes: raw,
      host: host === undefined ? '' : textOf(host),
      question: fields.findLast(({ number }) => number >= asks.file && number <= asks.services),
    };
  },
};

const bytes: MessageCodec<Uint8Array> = { encode: (value) => value, decode: (value) => value };
