import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { innerTypes } from '../ir/inner-types.ts';
import type { Contract, Method, Service, Type } from '../ir/types.ts';
import { reachedDeclarations } from './reach.ts';

/** What of a contract this version's transports cannot carry. */
export function checkCarried(contract: Contract): readonly Diagnostic[] {
  const methods = contract.services.flatMap((service) =>
    service.methods.map((method) => ({ service, method })),
  );
  const roots = methods.flatMap(({ method }) => [
    method.request,
    ...(method.response === undefined ? [] : [method.response]),
  ]);
  return [
    ...methods.flatMap(({ service, method }) => methodFaults(service, method)),
    ...methods.flatMap(({ service, method }) =>
      method.response === undefined
        ? []
        : typeFaults(
            method.response,
            `the response of ${service.name}.${method.name}`,
            method.span,
          ),
    ),
    ...reachedDeclarations(contract, roots).flatMap((declaration) =>
      declaration.type.kind === 'object'
        ? declaration.type.fields.flatMap((field) =>
            typeFaults(field.type, `${declaration.name}.${field.name}`, field.span),
          )
        : typeFaults(declaration.type, declaration.name, declaration.span),
    ),
  ];
}

function methodFaults(service: Service, method: Method): readonly Diagnostic[] {
  if (method.kind === 'unary') return [];
  const name = `${service.name}.${method.name}`;
  return [diagnose('stream-not-carried', { method: name }, { span: method.span })];
}

function typeFaults(type: Type, where: string, span: Span): readonly Diagnostic[] {
  const name = notCarried(type);
  if (name !== undefined) return [diagnose('type-not-carried', { type: name, where }, { span })];
  return innerTypes(type).flatMap((inner) => typeFaults(inner, where, span));
}

/** The author's name of a type that is not JSON. */
function notCarried(type: Type): string | undefined {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.scalar];
    case 'set':
      return 'Set';
    case 'map':
      return type.form === 'map' ? 'Map' : undefined;
    default:
      return undefined;
  }
}

const SCALARS: Readonly<Partial<Record<string, string>>> = {
  bigint: 'bigint',
  bytes: 'Uint8Array',
  instant: 'Date',
  timestamp: 'Timestamp',
};
