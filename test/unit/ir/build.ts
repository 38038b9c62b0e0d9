import type {
  Contract,
  Declaration,
  Docs,
  Field,
  Method,
  ScalarName,
  Service,
  Type,
} from '../../../src/ir/types.ts';
import type { Span } from '../../../src/diagnostics/span.ts';

export const noDocs: Docs = { text: '', examples: [] };

export function spanAt(line: number, column: number = 1): Span {
  return { path: 'idl.ts', line, column, endLine: line, endColumn: column + 1 };
}

export function scalar(name: ScalarName): Type {
  return { kind: 'scalar', scalar: name };
}

export function ref(name: string): Type & { kind: 'ref' } {
  return { kind: 'ref', name };
}

export function field(name: string, type: Type, extra: Partial<Field> = {}): Field {
  return {
    name,
    type,
    optional: false,
    readonly: false,
    docs: noDocs,
    span: spanAt(1),
    ...extra,
  };
}

export function object(...fields: readonly Field[]): Type {
  return { kind: 'object', fields };
}

export function declare(name: string, type: Type, extra: Partial<Declaration> = {}): Declaration {
  return { name, type, docs: noDocs, span: spanAt(1), from: 'contract', ...extra };
}

/** A unary method on a message `<Name>Request` unless `extra` says otherwise. */
export function method(name: string, extra: Partial<Method> = {}): Method {
  return {
    name,
    kind: 'unary',
    parameters: [],
    input: 'message',
    request: ref(`${name.charAt(0).toUpperCase()}${name.slice(1)}Request`),
    docs: noDocs,
    span: spanAt(1),
    errors: [],
    scopes: [],
    tags: [],
    ...extra,
  };
}

export function service(
  name: string,
  methods: readonly Method[],
  extra: Partial<Service> = {},
): Service {
  return { name, id: name.toLowerCase(), docs: noDocs, span: spanAt(1), methods, ...extra };
}

export function contract(
  services: readonly Service[],
  declarations: readonly Declaration[] = [],
): Contract {
  return { source: 'typescript', services, declarations, snapshot: [] };
}
