import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { type Ambiguity, ambiguityOf } from './ambiguous.ts';
import { innerTypes } from './inner-types.ts';
import type { Declarations } from './resolve.ts';
import type { Contract, MapType, Type } from './types.ts';
import { wireForms } from './wire.ts';

/** A type and the nearest place that the author has for it. */
interface Placed {
  readonly type: Type;
  readonly span: Span;
}

/** The unions that services reach and whose alternatives nothing on the wire tells apart. */
export function checkUnions(contract: Contract, declarations: Declarations): Diagnostic[] {
  const forms = wireForms(contract);
  return reachedTypes(contract, declarations).flatMap(({ type, span }) => {
    if (type.kind !== 'union') return [];
    const found = ambiguityOf(type, declarations, forms);
    return found === undefined ? [] : [faultOf(found, span, declarations)];
  });
}

/** Every type within the requests and responses of all methods, each declaration once. */
function reachedTypes(contract: Contract, declarations: Declarations): readonly Placed[] {
  const found: Placed[] = [];
  const seen = new Set<string>();
  const visit = ({ type, span }: Placed): void => {
    found.push({ type, span });
    if (type.kind === 'ref') {
      const target = declarations.get(type.name);
      if (target === undefined || seen.has(type.name)) return;
      seen.add(type.name);
      visit(target);
    } else if (type.kind === 'object') {
      type.fields.forEach(visit);
      if (type.additional !== undefined) visit({ type: type.additional, span });
    } else innerTypes(type).forEach((inner) => visit({ type: inner, span }));
  };
  for (const { request, response, span } of contract.services.flatMap(({ methods }) => methods)) {
    visit({ type: request, span });
    if (response !== undefined) visit({ type: response, span });
  }
  return found;
}

function faultOf({ one, other, both }: Ambiguity, span: Span, declarations: Declarations) {
  const related = [one, other].flatMap((type) => {
    const target = type.kind === 'ref' ? declarations.get(type.name) : undefined;
    return target === undefined || isSame(target.span, span)
      ? []
      : [{ span: target.span, message: `${target.name} is declared here` }];
  });
  const params = { one: nameOf(one), other: nameOf(other), both };
  return diagnose('ambiguous-union', params, { span, related });
}

function isSame(a: Span, b: Span): boolean {
  return a.path === b.path && a.line === b.line && a.column === b.column;
}

/** What an author calls a type. */
function nameOf(type: Type): string {
  switch (type.kind) {
    case 'ref':
      return `\`${type.name}\``;
    case 'scalar':
      return SCALAR_NAMES[type.scalar] ?? `\`${type.scalar}\``;
    case 'literal':
      return `the value ${JSON.stringify(type.value)}`;
    case 'enum':
      return 'the fixed values';
    case 'object':
      return objectName(type.fields.map(({ name }) => name));
    case 'map':
      return mapName(type);
    case 'set':
      return '`Set`';
    case 'list':
      return `a list of ${nameOf(type.items)}`;
    default:
      return type.kind === 'tuple' ? 'the tuple' : 'another type';
  }
}

const SCALAR_NAMES: Readonly<Partial<Record<string, string>>> = {
  instant: '`Date`',
  timestamp: '`Timestamp`',
  bytes: '`Uint8Array`',
  integer: '`number`',
};

function mapName({ form }: MapType): string {
  return form === 'map' ? '`Map`' : '`Record`';
}

function objectName(names: readonly string[]): string {
  const [first, ...others] = names;
  if (first === undefined) return 'the empty object';
  return others.length === 0
    ? `the object with \`${first}\``
    : `the object with \`${names.slice(0, 3).join('`, `')}\``;
}
