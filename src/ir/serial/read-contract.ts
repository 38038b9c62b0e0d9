import type { Span } from '../../diagnostics/span.ts';
import { isObject } from '../../text/json.ts';
import { withDiscriminators } from '../discriminators.ts';
import { innerTypes } from '../inner-types.ts';
import { type PublishedContract, type PublishedMethod, sourceName } from '../published.ts';
import { type Declarations, declarationsByName } from '../resolve.ts';
import { serviceId } from '../service-id.ts';
import type { Contract, Declaration, Service, Type } from '../types.ts';
import { Misfit, fieldsOf, listOf, oneOf, optionalText, textOf, textsOf } from './misfits.ts';
import { type ReadMethod, type Within, readMethod } from './read-method.ts';
import { type ReadAt, readDocs, readType } from './read-type.ts';
import { contractSchema } from './write-contract.ts';

/** A contract that was read back, or why it was not. */
export type ReadBack =
  | { readonly published: PublishedContract }
  /** A newer microgen wrote it. */
  | { readonly newer: string }
  /** It is no document of ours: where, and what is wrong there. */
  | { readonly reason: string };

/**
 * Reads what `writeContract` wrote. Spans have a start only, docs hold no prose, and routes and tools are as they
 * were written: what clients met then, whatever this version would derive.
 * @param pathOf how a file that the document names is named here
 */
export function readContract(value: unknown, pathOf: (path: string) => string): ReadBack {
  const schema = isObject(value) ? value['schemaVersion'] : undefined;
  if (isNewer(schema)) return { newer: schema };
  try {
    return { published: documentOf(value, pathOf) };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { reason: error.message };
  }
}

function isNewer(schema: unknown): schema is string {
  const version = typeof schema === 'string' ? /^microgen\.contract\.v(\d+)$/.exec(schema) : null;
  return version !== null && Number(version[1]) > 1;
}

function documentOf(value: unknown, pathOf: (path: string) => string): PublishedContract {
  const fields = fieldsOf(value, 'the document');
  if (fields['schemaVersion'] !== contractSchema) {
    throw new Misfit(`schemaVersion is not ${contractSchema}`);
  }
  const at = readAt(textOf(fields['file'], 'file'), pathOf);
  const bare = optionalList(fields['declarations'], 'declarations').map((item, index) =>
    readDeclaration(item, `declarations[${index}]`, at),
  );
  const declarations = declarationsByName({ declarations: bare });
  const read = listOf(fields['services'], 'services').map((item, index) =>
    readService(item, `services[${index}]`, { at, declarations }),
  );
  const contract = withDiscriminators({
    source: oneOf(fields['source'], ['typescript', 'proto', 'database'], 'source'),
    services: read.map(({ service }) => service),
    declarations: bare,
    snapshot: [],
    ...readProto(fields['proto']),
  });
  checkRefs(contract, declarations);
  const names = [
    ...bare.flatMap((one) => sourceName(one) ?? []),
    ...textsOf(fields['names'], 'names'),
  ];
  return {
    contract,
    prefix: fields['prefix'] === undefined ? '' : textOf(fields['prefix'], 'prefix'),
    methods: publishedMethods(contract, read),
    typeNames: new Set(names),
  };
}

/** The files as they were compiled; codecs are made of the contract of the day only. */
function readProto(value: unknown): Pick<Contract, 'proto'> {
  if (value === undefined) return {};
  const files = Object.entries(fieldsOf(value, 'proto')).map(([name, text]) => ({
    name,
    bytes: new Uint8Array(Buffer.from(textOf(text, `proto.${name}`), 'base64')),
  }));
  const named = files.map(({ name }) => ({ name, path: name, text: '' }));
  return { proto: { files: named, descriptors: files, messages: {}, enums: {} } };
}

function optionalList(value: unknown, name: string): readonly unknown[] {
  return value === undefined ? [] : listOf(value, name);
}

/** `12:3`, or `types.ts:12:3` for a place in another file than the contract's first. */
function readAt(file: string, pathOf: (path: string) => string): ReadAt {
  return (value, name): Span => {
    const match = /^(?:(.+):)?(\d+):(\d+)$/s.exec(textOf(value, name));
    if (match === null) throw new Misfit(`${name} is no position`);
    const [line, column] = [Number(match[2]), Number(match[3])];
    return {
      path: pathOf(match[1] ?? file),
      line,
      column,
      endLine: line,
      endColumn: column + 1,
    };
  };
}

/** A service, and what is known of its methods' routes and tools. */
interface ReadService {
  readonly service: Service;
  readonly seen: readonly ReadMethod['seen'][];
}

function readService(value: unknown, name: string, within: Within): ReadService {
  const fields = fieldsOf(value, name);
  const read = listOf(fields['methods'], `${name}.methods`).map((item, index) =>
    readMethod(item, `${name}.methods[${index}]`, within),
  );
  const given = textOf(fields['name'], `${name}.name`);
  const service = {
    name: given,
    id: serviceId(given),
    docs: readDocs(fields, name),
    span: within.at(fields['at'], `${name}.at`),
    methods: read.map(({ method }) => method),
    ...optionalText(fields, 'basePath', name),
    ...optionalText(fields, 'proto', name),
  };
  return { service, seen: read.map(({ seen }) => seen) };
}

function readDeclaration(value: unknown, name: string, at: ReadAt): Declaration {
  const fields = fieldsOf(value, name);
  const { generic } = fields;
  return {
    name: textOf(fields['name'], `${name}.name`),
    type: readType(fields['type'], `${name}.type`, at),
    docs: readDocs(fields, name),
    span: at(fields['at'], `${name}.at`),
    from:
      fields['from'] === undefined
        ? 'contract'
        : oneOf(fields['from'], ['derived'], `${name}.from`),
    ...(generic === undefined ? {} : { generic: readGeneric(generic, `${name}.generic`, at) }),
    ...optionalText(fields, 'table', name),
    ...optionalText(fields, 'proto', name),
  };
}

function readGeneric(
  value: unknown,
  name: string,
  at: ReadAt,
): NonNullable<Declaration['generic']> {
  const fields = fieldsOf(value, name);
  return {
    name: textOf(fields['name'], `${name}.name`),
    ...(fields['builtIn'] === true ? { builtIn: true } : {}),
    arguments: listOf(fields['arguments'], `${name}.arguments`).map((one, index) =>
      readType(one, `${name}.arguments[${index}]`, at),
    ),
  };
}

/** A reference that leads nowhere would be taken for a type that never changes. */
function checkRefs({ services, declarations }: Contract, known: Declarations): void {
  const check = (type: Type): void => {
    if (type.kind === 'ref' && !known.has(type.name)) {
      throw new Misfit(`nothing declares ${type.name}`);
    }
    innerTypes(type).forEach(check);
  };
  for (const { type, generic } of declarations) {
    // What `Omit` is applied to may be no declaration.
    const given = generic?.builtIn === true ? [] : (generic?.arguments ?? []);
    [type, ...given].forEach(check);
  }
  for (const { request, response } of services.flatMap(({ methods }) => methods)) {
    check(request);
    if (response !== undefined) check(response);
  }
}

function publishedMethods(
  { services }: Contract,
  read: readonly ReadService[],
): readonly PublishedMethod[] {
  return services.flatMap((service, index) =>
    service.methods.flatMap((method, place) => {
      const seen = read[index]?.seen[place];
      return seen === undefined ? [] : [{ service, method, ...seen }];
    }),
  );
}
