import type { Span } from '../../diagnostics/span.ts';
import { byCodeUnit } from '../../text/order.ts';
import { type PublishedContract, type PublishedMethod, sourceName } from '../published.ts';
import type { Contract, Declaration, HttpBody, HttpRule, Method, Service } from '../types.ts';
import { type JsonObject, listed, plain, when } from './plain.ts';
import { type WriteAt, writeType } from './write-type.ts';

/** The shape of the document. A shape that older versions cannot read gets another number. */
export const contractSchema = 'microgen.contract.v1';

/** Where the document's own texts come from. */
export interface WriteOptions {
  /** The contract's entry file: positions in it are written without its name. */
  readonly file: string;
  /** How a file is named in the document. */
  readonly pathOf: (path: string) => string;
}

/**
 * The normalised contract as JSON: services with their routes and tools, declarations, and where each stands. It
 * holds no prose, only what clients depend on, and nothing that is empty or the usual case. The same contract gives
 * the same document; `readContract` reads it back.
 */
export function writeContract(published: PublishedContract, options: WriteOptions): JsonObject {
  const { contract, prefix, methods } = published;
  const at = writeAt(options);
  return {
    schemaVersion: contractSchema,
    source: contract.source,
    file: options.file,
    ...(prefix === '' ? {} : { prefix }),
    services: contract.services.map((service) =>
      writeService(
        service,
        methods.filter((entry) => entry.service === service),
        at,
      ),
    ),
    ...listed(
      'declarations',
      contract.declarations.map((declaration) => writeDeclaration(declaration, at)),
    ),
    ...listed('names', otherNames(published)),
    ...writeProto(contract),
  };
}

/** The author's own files, compiled: clients depend on more of them than declarations tell. */
function writeProto({ proto }: Contract): JsonObject {
  if (proto === undefined) return {};
  const own = new Set(
    proto.files.filter(({ isShipped }) => isShipped !== true).map(({ name }) => name),
  );
  const files = proto.descriptors.filter(({ name }) => own.has(name));
  const written = files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]);
  return { proto: Object.fromEntries(written) as JsonObject };
}

function writeAt({ file, pathOf }: WriteOptions): WriteAt {
  return ({ path, line, column }: Span) => {
    const shown = pathOf(path);
    return shown === file ? `${line}:${column}` : `${shown}:${line}:${column}`;
  };
}

function writeService(
  service: Service,
  methods: readonly PublishedMethod[],
  at: WriteAt,
): JsonObject {
  return {
    name: service.name,
    at: at(service.span),
    ...plain({
      deprecated: service.docs.deprecated,
      basePath: service.basePath,
      proto: service.proto,
    }),
    methods: methods.map((entry) => writeMethod(entry, at)),
  };
}

function writeMethod({ method, route, tool }: PublishedMethod, at: WriteAt): JsonObject {
  const { http } = method;
  return {
    name: method.name,
    at: at(method.span),
    ...(method.kind === 'unary' ? {} : { kind: method.kind }),
    ...plain({ deprecated: method.docs.deprecated }),
    route: `${route.verb} ${route.path}`,
    ...(route.input === 'none' ? {} : { rest: route.input }),
    ...(http === undefined ? {} : { http: writeRule(http, at) }),
    ...writeInput(method),
    request: method.request.name,
    ...plain({ response: method.response && writeType(method.response, at) }),
    ...listed(
      'errors',
      method.errors.map((error) => error.code),
    ),
    ...listed('scopes', method.scopes),
    ...listed('tags', method.tags),
    ...plain({ timeout: method.timeout, tool, rpc: method.rpc }),
  };
}

/** A rule of `google.api.http` says what is the body; `@http` leaves that to the verb. */
function writeRule(
  { verb, path, span, body, responseBody, additional }: HttpRule,
  at: WriteAt,
): JsonObject {
  return {
    verb,
    path,
    at: at(span),
    ...plain({ body: body && bodyText(body), responseBody }),
    ...listed(
      'additional',
      (additional ?? []).map((rule) => writeRule(rule, at)),
    ),
  };
}

/** As the rule has it: `*`, a field, or nothing. */
function bodyText(body: HttpBody): string {
  if (body.kind === 'rest') return '*';
  return body.kind === 'field' ? body.field : '';
}

/** Positional parameters are the fields of the request, and need not be said twice. */
function writeInput({ input, parameters }: Method): JsonObject {
  if (input !== 'message') return { input };
  const [first] = parameters;
  return first === undefined ? {} : { parameter: first.name, ...when('optional', first.optional) };
}

function writeDeclaration(declaration: Declaration, at: WriteAt): JsonObject {
  const { name, span, from, generic, table, docs, type } = declaration;
  return {
    name,
    at: at(span),
    ...(from === 'contract' ? {} : { from }),
    ...plain({ deprecated: docs.deprecated, table, proto: declaration.proto }),
    ...(generic === undefined
      ? {}
      : {
          generic: {
            name: generic.name,
            ...when('builtIn', generic.builtIn === true),
            arguments: generic.arguments.map((one) => writeType(one, at)),
          },
        }),
    type: writeType(type, at),
  };
}

/** Names that source code can import, of what is no declaration here: aliases that say nothing on a wire. */
function otherNames({ contract, typeNames }: PublishedContract): readonly string[] {
  const declared = new Set(contract.declarations.map(sourceName));
  return [...typeNames].filter((name) => !declared.has(name)).toSorted(byCodeUnit);
}
