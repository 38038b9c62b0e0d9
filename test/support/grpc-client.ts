import {
  type DescMethod,
  type JsonValue,
  type Message,
  type Registry,
  create,
  createFileRegistry,
  fromBinary,
  fromJson,
  toJson,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { type Transport, createClient } from '@connectrpc/connect';

/** Calls of a gRPC service by another implementation, with messages as protobuf JSON. */
export interface JsonClient {
  readonly registry: Registry;
  method(name: string): DescMethod;
  unary(name: string, json: JsonValue): Promise<JsonValue>;
  /** The very message, with what its type does not know. */
  call(name: string, message: Message): Promise<Message>;
  list(name: string, json: JsonValue): Promise<readonly JsonValue[]>;
  upload(name: string, items: readonly JsonValue[]): Promise<JsonValue>;
  chat(name: string, items: readonly JsonValue[]): Promise<readonly JsonValue[]>;
}

type Call = (message: unknown) => Promise<Message>;
type Stream = (message: unknown) => AsyncIterable<Message>;

/**
 * Makes a client of what reflection shows.
 * @param descriptors files, each before those that it needs or after them
 * @param service its full name
 */
export function jsonClient(
  descriptors: readonly Uint8Array[],
  service: string,
  transport: Transport,
): JsonClient {
  const file = descriptors.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const described = registry.getService(service);
  if (described === undefined) throw new Error(`there is no ${service}`);
  const calls = createClient(described, transport) as unknown as Record<string, Call & Stream>;
  const method = (name: string): DescMethod => {
    const found = described.method[name];
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const input = (name: string, json: JsonValue) => fromJson(method(name).input, json, { registry });
  const output = (name: string, message: Message) =>
    toJson(method(name).output, message, { registry });
  async function* inputs(name: string, items: readonly JsonValue[]) {
    for (const item of items) yield input(name, item);
  }
  const all = async (name: string, messages: AsyncIterable<Message>) => {
    const found: JsonValue[] = [];
    for await (const message of messages) found.push(output(name, message));
    return found;
  };
  return {
    registry,
    method,
    unary: async (name, json) => output(name, await calls[name]!(input(name, json))),
    call: async (name, message) => calls[name]!(message),
    list: async (name, json) =>
      all(name, calls[name]!(input(name, json)) as unknown as AsyncIterable<Message>),
    upload: async (name, items) => output(name, await calls[name]!(inputs(name, items))),
    chat: async (name, items) =>
      all(name, calls[name]!(inputs(name, items)) as unknown as AsyncIterable<Message>),
  };
}
