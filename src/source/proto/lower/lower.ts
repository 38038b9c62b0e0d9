import type { ProtoContract } from '../../../ir/proto-contract.ts';
import type {
  Contract,
  Declaration,
  EnumMember,
  EnumType,
  ObjectType,
  Type,
} from '../../../ir/types.ts';
import type {
  EnumDescriptor,
  FileDescriptor,
  MessageDescriptor,
  ServiceDescriptor,
} from '../descriptor.ts';
import { encodeFileDescriptor } from '../encode.ts';
import { docsOf } from './docs.ts';
import { lowerField, propertyNames } from './fields.ts';
import type { ReportHttp } from './http.ts';
import { layoutsOf } from './layouts.ts';
import { naturalTypes } from './natural.ts';
import { type TypeNames, nameServices, nameTypes } from './names.ts';
import { type Reached, holdsAny, messagesBelow, reachedTypes } from './reach.ts';
import { withFreeRules, withOwnRoutes } from './routes.ts';
import { lowerService } from './services.ts';
import { withOwnTools } from './tools.ts';

/** The parts of a contract in the protobuf language. */
export interface ProtoSource {
  /** The entry and all that it imports, each after what it imports itself. */
  readonly files: readonly FileDescriptor[];
  /** What is served. */
  readonly services: readonly ServiceDescriptor[];
  /** What services and messages are called, by their full names, where that was decided before. */
  readonly names?: ReadonlyMap<string, string>;
  /** The text of a file, as it was read. */
  readonly textOf: (path: string) => string;
  readonly report: ReportHttp;
}

/** Lowers services with the messages that they lead to. */
export function lowerProto(source: ProtoSource): Contract {
  const { files, services, textOf, report } = source;
  const reached = reachedTypes(services);
  const serviceNames = nameServices(services, source.names);
  const names = nameTypes([...reached.messages, ...reached.enums], files.at(-1)?.package ?? '', {
    services: new Set(serviceNames.values()),
    known: source.names,
  });
  const lowered = services.map((service) =>
    lowerService(service, serviceNames.get(service) ?? service.name, { typeNames: names, report }),
  );
  return {
    source: 'proto',
    services: withOwnTools(withOwnRoutes(withFreeRules(lowered, report))),
    declarations: [
      ...reached.messages.map((message) => lowerMessage(message, names)),
      ...reached.enums.map((one) => lowerEnum(one, names)),
    ],
    snapshot: [],
    proto: protoOf(files, reached, textOf),
  };
}

function lowerMessage(message: MessageDescriptor, names: TypeNames): Declaration {
  return {
    name: names.get(message) ?? message.name,
    type: naturalTypes.get(message.fullName) ?? objectType(message, names),
    docs: docsOf(message),
    span: message.at.name,
    from: 'contract',
    proto: message.fullName,
  };
}

function objectType(message: MessageDescriptor, names: TypeNames): ObjectType {
  const properties = propertyNames(message);
  return {
    kind: 'object',
    fields: message.field.map((field) => lowerField(field, properties, names)),
  };
}

function lowerEnum(one: EnumDescriptor, names: TypeNames): Declaration {
  return {
    name: names.get(one) ?? one.name,
    type: enumType(one),
    docs: docsOf(one),
    span: one.at.name,
    from: 'contract',
    proto: one.fullName,
  };
}

function enumType({ value, isClosed }: EnumDescriptor): EnumType & Type {
  const members = value.map((one): EnumMember => ({ value: one.name, docs: docsOf(one) }));
  return { kind: 'enum', members, open: !isClosed };
}

/** Where something may hold a message of any type, that may be any that the author has. */
function protoOf(
  files: readonly FileDescriptor[],
  reached: Reached,
  textOf: ProtoSource['textOf'],
): ProtoContract {
  const own = files.filter(({ isShipped }) => !isShipped);
  const others = holdsAny(reached) ? own.flatMap((file) => messagesBelow(file.messageType)) : [];
  return {
    files: files
      .filter(({ name, isShipped }) => !isShipped || !name.startsWith('google/protobuf/'))
      .map(({ name, path, isShipped }) => ({
        name,
        path,
        text: textOf(path),
        ...(isShipped ? { isShipped } : {}),
      })),
    descriptors: files.map((file) => ({ name: file.name, bytes: encodeFileDescriptor(file) })),
    ...layoutsOf([...reached.messages, ...others]),
  };
}
