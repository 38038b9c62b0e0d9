import {
  type DescService,
  type Message,
  create,
  createFileRegistry,
  fromBinary,
  toBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { createFormCodecs, structFile, timestampFile } from '../../../kit/src/forms/index.ts';
import type { Contract } from '../../../src/ir/types.ts';
import { fileDescriptor } from '../../../src/plan/pb/descriptor.ts';
import { grpcPlan } from '../../../src/plan/pb/grpc-plan.ts';
import { formTables } from '../../../src/plan/pb/tables.ts';
import { upperFirst } from '../../../src/text/cases.ts';
import { collected } from './stage.ts';

/** A call of a method in the JSON of the contract: `input` and the answer are lists where they are streams. */
export type GrpcCall = (
  input: unknown,
  headers: Readonly<Record<string, string>>,
) => Promise<unknown>;

/**
 * A client that another implementation makes of the messages of a contract, by `Service.method`: what it does not know it does not
 * see. The contract's JSON is laid into its messages by the contract's own tables.
 */
export function grpcClient(
  contract: Contract,
  address: string,
): (service: string, method: string) => GrpcCall {
  const { fileName, schema, numbered } = grpcPlan(contract, { name: 'table' });
  const files = [structFile, timestampFile, fileDescriptor(fileName, schema, numbered)];
  const file = files.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const codecs = createFormCodecs(formTables(schema, numbered));
  const transport = createGrpcTransport({ baseUrl: `http://${address}` });
  return (service, name) => {
    const described = registry.getService(`${schema.package}.${upperFirst(service)}`);
    const method = described?.methods.find((one) => one.name === upperFirst(name));
    if (described === undefined || method === undefined) throw new Error(`no ${service}.${name}`);
    const [input, output] = [method.input, method.output];
    const message = (json: unknown): Message => fromBinary(input, codecs(input.name).encode(json));
    const json = (one: Message): unknown => codecs(output.name).decode(toBinary(output, one));
    const clientOf = (of: DescService) =>
      createClient(of, transport) as unknown as Record<string, (...args: unknown[]) => unknown>;
    return async (given, headers) => {
      const options = { headers, timeoutMs: 5_000 };
      const isMany = method.methodKind === 'client_streaming';
      const sent = isMany
        ? (async function* () {
            for (const item of given as readonly unknown[]) yield message(item);
          })()
        : message(given);
      const answer = clientOf(described)[method.localName]?.(sent, options);
      if (method.methodKind !== 'server_streaming') return json((await answer) as Message);
      return ((await collected(answer)) as readonly Message[]).map(json);
    };
  };
}
