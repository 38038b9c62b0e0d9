import { protoFields, textOf, type ProtoField } from './proto-reader.ts';

/** What `google/protobuf/descriptor.proto` calls its fields. */
const fileDescriptor = {
  name: 1,
  package: 2,
  dependency: 3,
  message: 4,
  enum: 5,
  service: 6,
  extension: 7,
};
const descriptor = { name: 1, field: 2, nested: 3, enum: 4, extension: 6, oneof: 8 };
const extendee = 2;
const fieldNumber = 3;

/** A file and what it imports. */
interface File {
  readonly bytes: Uint8Array;
  readonly dependencies: readonly string[];
}

/** The files of a set of descriptors by their names and by what they define. */
export class DescriptorIndex {
  /** The full names of all services, in the order of their files. */
  readonly services: string[] = [];
  readonly #files = new Map<string, File>();
  readonly #symbols = new Map<string, string>();
  /** The extensions of messages: which file has which number. */
  readonly #extensions = new Map<string, Map<number, string>>();

  /** Reads serialised `FileDescriptorProto`s. Throws a `KitError` for what is none. */
  constructor(files: readonly Uint8Array[]) {
    for (const bytes of files) this.#addFile(bytes);
  }

  /** A file of a name with all that it imports, itself first. */
  file(name: string): readonly Uint8Array[] | undefined {
    if (!this.#files.has(name)) return undefined;
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const next of this.#files.get(path)?.dependencies ?? []) visit(next);
    };
    visit(name);
    return [...seen].flatMap((path) => this.#files.get(path)?.bytes ?? []);
  }

  /** The file that defines a symbol: a message, a field, an enum or a value of it, a service, a method. */
  fileOf(symbol: string): readonly Uint8Array[] | undefined {
    return this.#fileIf(this.#symbols.get(symbol));
  }

  /** The file that extends a message by a field of a number. */
  fileOfExtension(message: string, number: number): readonly Uint8Array[] | undefined {
    return this.#fileIf(this.#extensions.get(message)?.get(number));
  }

  /** The numbers of all fields that extend a message; undefined where there is no such message. */
  extensionsOf(message: string): readonly number[] | undefined {
    const found = this.#extensions.get(message);
    if (found === undefined) return this.#symbols.has(message) ? [] : undefined;
    return [...found.keys()].toSorted((one, other) => one - other);
  }

  #fileIf(name: string | undefined): readonly Uint8Array[] | undefined {
    return name === undefined ? undefined : this.file(name);
  }

  #addFile(bytes: Uint8Array): void {
    const fields = protoFields(bytes);
    const name = nameOf(fields, fileDescriptor.name);
    const scope = nameOf(fields, fileDescriptor.package);
    const dependencies = each(fields, fileDescriptor.dependency).map(textOf);
    this.#files.set(name, { bytes, dependencies });
    for (const field of each(fields, fileDescriptor.message)) this.#addMessage(field, scope, name);
    for (const field of each(fields, fileDescriptor.enum)) this.#addEnum(field, scope, name);
    for (const field of each(fields, fileDescriptor.extension))
      this.#addExtension(field, scope, name);
    for (const field of each(fields, fileDescriptor.service)) {
      const service = this.#add(field, scope, name);
      this.services.push(service);
      for (const method of each(protoFields(field.bytes), 2)) this.#add(method, service, name);
    }
  }

  #addMessage(field: ProtoField, scope: string, file: string): void {
    const message = this.#add(field, scope, file);
    const fields = protoFields(field.bytes);
    for (const member of each(fields, descriptor.field)) this.#add(member, message, file);
    for (const oneof of each(fields, descriptor.oneof)) this.#add(oneof, message, file);
    for (const nested of each(fields, descriptor.nested)) this.#addMessage(nested, message, file);
    for (const one of each(fields, descriptor.enum)) this.#addEnum(one, message, file);
    for (const one of each(fields, descriptor.extension)) this.#addExtension(one, message, file);
  }

  /** The values of an enum are named beside it, not within it. */
  #addEnum(field: ProtoField, scope: string, file: string): void {
    this.#add(field, scope, file);
    for (const value of each(protoFields(field.bytes), 2)) this.#add(value, scope, file);
  }

  #addExtension(field: ProtoField, scope: string, file: string): void {
    this.#add(field, scope, file);
    const fields = protoFields(field.bytes);
    const message = nameOf(fields, extendee).replace(/^\./, '');
    const numbers = this.#extensions.get(message) ?? new Map<number, string>();
    this.#extensions.set(message, numbers);
    numbers.set(each(fields, fieldNumber).at(-1)?.value ?? 0, file);
  }

  #add(field: ProtoField, scope: string, file: string): string {
    const name = nameOf(protoFields(field.bytes), descriptor.name);
    const fullName = scope === '' ? name : `${scope}.${name}`;
    this.#symbols.set(fullName, file);
    return fullName;
  }
}

function each(fields: readonly ProtoField[], number: number): readonly ProtoField[] {
  return fields.filter((field) => field.number === number);
}

function nameOf(fields: readonly ProtoField[], number: number): string {
  const field = each(fields, number).at(-1);
  return field === undefined ? '' : textOf(field);
}
