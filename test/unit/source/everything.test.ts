import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { innerTypes } from '../../../src/ir/inner-types.ts';
import { declarationsByName, requestFields, resolveType } from '../../../src/ir/resolve.ts';
import { routeOf } from '../../../src/ir/routes.ts';
import type { Constraints, Field, Method, ScalarName, Type } from '../../../src/ir/types.ts';
import { TAG_NAMES } from '../../../src/source/typescript/doc-tags.ts';
import { applies, contractNodes, hasModifier } from '../../support/contract-nodes.ts';
import { fixtureContract } from '../../support/fixture-contract.ts';

/*
 * What the contract language promises, item by item: each must occur in the contract of `everything`, which
 * is generated, compiled by three compilers and driven with values by other tests.
 */
const nodes = contractNodes('everything');
const text = [...new Set(nodes.map((one) => one.getSourceFile()))]
  .map((file) => file.text)
  .join('\n');
const contract = fixtureContract('everything');
const declarations = declarationsByName(contract);
const entries = contract.services.flatMap((service) =>
  service.methods.map((method) => ({
    service,
    method,
    route: routeOf(service, method, { prefix: '', declarations }),
  })),
);
const methods: readonly Method[] = entries.map(({ method }) => method);
const types: readonly Type[] = [
  ...contract.declarations.map(({ type }) => type),
  ...methods.flatMap(({ response }) => (response === undefined ? [] : [response])),
].flatMap(withInner);
const fields: readonly Field[] = types.flatMap((type) =>
  type.kind === 'object' ? type.fields : [],
);

function withInner(type: Type): readonly Type[] {
  return [type, ...innerTypes(type).flatMap(withInner)];
}

function target(type: Type): Type {
  return resolveType(type, declarations);
}

function isScalar(type: Type, ...names: readonly ScalarName[]): boolean {
  const found = target(type);
  return found.kind === 'scalar' && names.includes(found.scalar);
}

/** A test of one item of the list. */
type Item = readonly [what: string, occurs: boolean];

/** Whether a node of a kind occurs that passes a test. */
function node<T extends ts.Node>(
  is: (one: ts.Node) => one is T,
  passes: (one: T) => boolean = () => true,
): boolean {
  return nodes.some((one) => is(one) && passes(one));
}

function parameterAt(name: string, index: number): boolean {
  return nodes.some((one) => {
    if (!ts.isMethodSignature(one)) return false;
    const { type } = one.parameters.at(index) ?? {};
    return one.parameters.length > 1 && type !== undefined && applies(name)(type);
  });
}

function responds(passes: (type: Type) => boolean): boolean {
  return methods.some(({ response }) => response !== undefined && passes(target(response)));
}

describe('the size', () => {
  test('is that of a contract which somebody lives with', () => {
    expect(methods.length).toBeGreaterThanOrEqual(60);
    expect(contract.services.length).toBeGreaterThanOrEqual(3);
    expect(new Set(nodes.map((one) => one.getSourceFile())).size).toBeGreaterThanOrEqual(3);
  });
});

describe('methods', () => {
  const returns = (name: string): boolean =>
    node(ts.isMethodSignature, ({ type }) => type !== undefined && applies(name)(type));
  test.each<Item>([
    ['one message', methods.some(({ input }) => input === 'message')],
    ['no parameter', methods.some(({ input }) => input === 'none')],
    ['positional', methods.some(({ input }) => input === 'positional')],
    ['optional', methods.some(({ parameters }) => parameters.some(({ optional }) => optional))],
    [
      'a message beside others',
      methods.some(
        ({ input, parameters }) =>
          input === 'positional' && parameters.some(({ type }) => target(type).kind === 'object'),
      ),
    ],
    ['ctx first', parameterAt('Context', 0)],
    ['ctx last', parameterAt('Context', -1)],
    ['AbortSignal last', parameterAt('AbortSignal', -1)],
    [
      'a property of function type',
      node(ts.isPropertySignature, ({ type }) => type !== undefined && ts.isFunctionTypeNode(type)),
    ],
    ['Promise', returns('Promise')],
    ['PromiseLike', returns('PromiseLike')],
    ['Thenable', returns('Thenable')],
    ['AsyncIterable', returns('AsyncIterable')],
    ['AsyncGenerator', returns('AsyncGenerator')],
    ['a server stream', methods.some(({ kind }) => kind === 'server-stream')],
    ['a client stream', methods.some(({ kind }) => kind === 'client-stream')],
    ['void', methods.some(({ kind, response }) => kind === 'unary' && response === undefined)],
    ['a message', responds(({ kind }) => kind === 'object')],
    ['a text or number', responds((type) => isScalar(type, 'number', 'string'))],
    ['a date', responds((type) => isScalar(type, 'instant'))],
    ['a bigint', responds((type) => isScalar(type, 'bigint'))],
    ['bytes', responds((type) => isScalar(type, 'bytes'))],
    ['anything', responds((type) => isScalar(type, 'unknown'))],
    ['fixed values', responds(({ kind }) => kind === 'enum')],
    ['a list', responds(({ kind }) => kind === 'list')],
    ['null', responds(({ kind }) => kind === 'nullable')],
    ['a record', responds((type) => type.kind === 'map' && type.form === 'record')],
    ['a map', responds((type) => type.kind === 'map' && type.form === 'map')],
    ['a set', responds(({ kind }) => kind === 'set')],
    ['a tuple', responds(({ kind }) => kind === 'tuple')],
    ['a union', responds(({ kind }) => kind === 'union')],
  ])('%s', (_, occurs) => expect(occurs).toBe(true));
});

describe('routes', () => {
  const query = entries.flatMap(({ method, route }) =>
    requestFields(method.request, declarations).filter(({ name }) =>
      route.queryFields.includes(name),
    ),
  );
  const nested = query.flatMap(({ type }) => {
    const of = target(type);
    return of.kind === 'object' ? of.fields : [];
  });
  const path = entries.flatMap(({ method, route }) =>
    requestFields(method.request, declarations).filter(({ name }) =>
      route.pathFields.includes(name),
    ),
  );
  const inList = (...names: readonly ScalarName[]): boolean =>
    query.some(({ type }) => {
      const of = target(type);
      return of.kind === 'list' && isScalar(of.items, ...names);
    });
  test.each<Item>([
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((verb): Item => [
      `@http ${verb}`,
      methods.some(({ http }) => http?.verb === verb),
    ]),
    ...[
      'get',
      'find',
      'query',
      'list',
      'search',
      'delete',
      'remove',
      'update',
      'edit',
      'modify',
      'patch',
    ].map((prefix): Item => [
      `${prefix}...`,
      methods.some(({ name, http }) => http === undefined && name.startsWith(prefix)),
    ]),
    [
      'POST by default',
      entries.some(({ method, route }) => method.http === undefined && route.verb === 'POST'),
    ],
    [
      'a GET that becomes a POST',
      entries.some(({ route }) => route.verb === 'POST' && route.obstacle !== undefined),
    ],
    ['a base path', contract.services.some(({ basePath }) => basePath !== undefined)],
    ['no base path', contract.services.some(({ basePath }) => basePath === undefined)],
    ['two values in a path', entries.some(({ route }) => route.pathFields.length > 1)],
    [
      'a path and a body',
      entries.some(({ route }) => route.pathFields.length > 0 && route.input === 'body'),
    ],
    ['a date in a path', path.some(({ type }) => isScalar(type, 'instant'))],
    ['a bigint in a path', path.some(({ type }) => isScalar(type, 'bigint'))],
    ['a number in a path', path.some(({ type }) => isScalar(type, 'number', 'integer'))],
    ['fixed values in a path', path.some(({ type }) => target(type).kind === 'enum')],
    ['texts repeated in a query', inList('string')],
    ['dates repeated in a query', inList('instant')],
    ['bigints repeated in a query', inList('bigint')],
    ['a date in a query', query.some(({ type }) => isScalar(type, 'instant'))],
    ['a bigint in a query', query.some(({ type }) => isScalar(type, 'bigint'))],
    ['null in a query', query.some(({ type }) => target(type).kind === 'nullable')],
    ['an object in a query', nested.length > 0],
    ['a date within an object in a query', nested.some(({ type }) => isScalar(type, 'instant'))],
    ['a bigint within an object in a query', nested.some(({ type }) => isScalar(type, 'bigint'))],
  ])('%s', (_, occurs) => expect(occurs).toBe(true));
});

describe('types', () => {
  const { ConstKeyword, ReadonlyKeyword } = ts.SyntaxKind;
  const enumOf = (is: (value: string | number) => boolean): boolean =>
    types.some(
      (type) =>
        type.kind === 'enum' &&
        type.members.every(({ name, value }) => name !== undefined && is(value)),
    );
  const mapOf = (form: 'map' | 'record', passes: (key: Type) => boolean): boolean =>
    types.some((type) => type.kind === 'map' && type.form === form && passes(target(type.key)));
  const tupleWith = (passes: (type: Type & { kind: 'tuple' }) => boolean): boolean =>
    types.some((type) => type.kind === 'tuple' && passes(type));
  const unionWith = (passes: (type: Type & { kind: 'union' }) => boolean): boolean =>
    types.some((type) => type.kind === 'union' && passes(type));
  const scalars: readonly ScalarName[] = [
    'string',
    'number',
    'integer',
    'boolean',
    'bigint',
    'instant',
    'bytes',
    'unknown',
  ];
  test.each<Item>([
    ...scalars.map((name): Item => [
      name,
      types.some((type) => type.kind === 'scalar' && type.scalar === name),
    ]),
    ['a literal', types.some(({ kind }) => kind === 'literal')],
    [
      'a union of texts',
      node(ts.isUnionTypeNode, (one) =>
        one.types.every((part) => ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal)),
      ),
    ],
    [
      'a union of numbers',
      types.some(
        (type) =>
          type.kind === 'enum' &&
          type.members.every(({ name, value }) => name === undefined && typeof value === 'number'),
      ),
    ],
    ['an enum of texts', enumOf((value) => typeof value === 'string')],
    ['an enum of numbers', enumOf((value) => typeof value === 'number')],
    ['a const enum', node(ts.isEnumDeclaration, (one) => hasModifier(one, ConstKeyword))],
    ['the values of a constant', node(ts.isTypeQueryNode)],
    ['T[]', node(ts.isArrayTypeNode)],
    [
      'readonly T[]',
      node(
        ts.isTypeOperatorNode,
        (one) => one.operator === ReadonlyKeyword && ts.isArrayTypeNode(one.type),
      ),
    ],
    ['a tuple with names', node(ts.isNamedTupleMember)],
    [
      'a plain tuple',
      tupleWith(
        ({ items, rest }) => rest === undefined && items.every(({ optional }) => !optional),
      ),
    ],
    [
      'a tuple with an optional item',
      tupleWith(({ items }) => items.some(({ optional }) => optional)),
    ],
    ['an open tuple', tupleWith(({ rest }) => rest !== undefined)],
    ['a readonly tuple', tupleWith(({ readonly }) => readonly)],
    ['a record', mapOf('record', (key) => isScalar(key, 'string'))],
    ['a record with numbers as keys', mapOf('record', (key) => isScalar(key, 'number'))],
    [
      'an index signature beside fields',
      types.some(
        (type) => type.kind === 'object' && type.fields.length > 0 && type.additional !== undefined,
      ),
    ],
    [
      'an index signature alone',
      node(
        ts.isTypeLiteralNode,
        ({ members }) => members.length === 1 && members.every(ts.isIndexSignatureDeclaration),
      ),
    ],
    ['a map with texts as keys', mapOf('map', (key) => isScalar(key, 'string'))],
    ['a map with an enum as keys', mapOf('map', ({ kind }) => kind === 'enum')],
    ['a map with numbers as keys', mapOf('map', (key) => isScalar(key, 'number'))],
    ['a map with bigints as keys', mapOf('map', (key) => isScalar(key, 'bigint'))],
    ['a map with dates as keys', mapOf('map', (key) => isScalar(key, 'instant'))],
    ['a map with tuples as keys', mapOf('map', ({ kind }) => kind === 'tuple')],
    [
      'a map of maps',
      types.some((type) => type.kind === 'map' && target(type.value).kind === 'map'),
    ],
    [
      'a map of sets',
      types.some((type) => type.kind === 'map' && target(type.value).kind === 'set'),
    ],
    ...(['string', 'bigint', 'instant', 'bytes'] as const).map((name): Item => [
      `a set of ${name}`,
      types.some((type) => type.kind === 'set' && isScalar(type.items, name)),
    ]),
    [
      'a set of tuples',
      types.some((type) => type.kind === 'set' && target(type.items).kind === 'tuple'),
    ],
    ['optional', fields.some(({ optional }) => optional)],
    ['null', fields.some(({ optional, type }) => !optional && type.kind === 'nullable')],
    ['optional or null', fields.some(({ optional, type }) => optional && type.kind === 'nullable')],
    [
      'an inline object',
      node(ts.isPropertySignature, ({ type }) => type !== undefined && ts.isTypeLiteralNode(type)),
    ],
    [
      'extends',
      node(ts.isInterfaceDeclaration, ({ heritageClauses }) => heritageClauses !== undefined),
    ],
    ['an intersection', node(ts.isIntersectionTypeNode)],
    ['a discriminated union', unionWith(({ discriminator }) => discriminator !== undefined)],
    [
      'a union told apart by booleans',
      unionWith(({ discriminator }) => discriminator?.values.flat().includes(true) === true),
    ],
    [
      'a plain union of scalars',
      unionWith(({ variants }) => variants.every(({ kind }) => kind === 'scalar')),
    ],
    [
      'a plain union of objects',
      unionWith(
        ({ variants, discriminator }) =>
          discriminator === undefined && variants.every((one) => target(one).kind === 'object'),
      ),
    ],
    [
      'coded values in a plain union',
      unionWith(
        ({ discriminator, variants }) =>
          discriminator === undefined && variants.some((one) => isScalar(one, 'instant')),
      ),
    ],
    [
      'branded texts, numbers, bigints and fixed values',
      ['VisitorId', 'Floor', 'Pass', 'Mood'].every(
        (name) => declarations.get(name)?.branded === true,
      ),
    ],
    [
      'a brand that is applied where it stands',
      contract.declarations.some(
        ({ branded, generic }) => branded === true && generic !== undefined,
      ),
    ],
    ['a generic', contract.declarations.some(({ generic }) => generic !== undefined)],
    [
      'a generic of two arguments',
      contract.declarations.some(({ generic }) => generic?.arguments.length === 2),
    ],
    [
      'a default of a type parameter',
      node(ts.isTypeParameterDeclaration, ({ default: given }) => given !== undefined),
    ],
    [
      'a type that holds itself',
      contract.declarations.some(({ name, type }) =>
        withInner(type).some((one) => one.kind === 'ref' && one.name === name),
      ),
    ],
    [
      'types that hold each other',
      ['Zone', 'Aisle'].every((name, index, all) =>
        withInner(target({ kind: 'ref', name })).some(
          (one) => one.kind === 'ref' && one.name === all[1 - index],
        ),
      ),
    ],
    ...[
      'Partial',
      'Required',
      'Readonly',
      'Pick',
      'Omit',
      'Record',
      'NonNullable',
      'Extract',
      'Exclude',
    ].map((name): Item => [name, nodes.some(applies(name))]),
    [
      'a mapped type over a type',
      node(
        ts.isMappedTypeNode,
        ({ typeParameter }) =>
          typeParameter.constraint !== undefined && ts.isTypeOperatorNode(typeParameter.constraint),
      ),
    ],
    [
      'a mapped type over texts',
      node(
        ts.isMappedTypeNode,
        ({ typeParameter }) =>
          typeParameter.constraint !== undefined && ts.isUnionTypeNode(typeParameter.constraint),
      ),
    ],
    ['an indexed access', node(ts.isIndexedAccessTypeNode)],
    [
      'a deep indexed access',
      node(ts.isIndexedAccessTypeNode, ({ objectType }) => ts.isIndexedAccessTypeNode(objectType)),
    ],
    [
      'an alias of an instance of a generic',
      node(
        ts.isTypeAliasDeclaration,
        ({ type, typeParameters }) => typeParameters === undefined && applies('Keyed')(type),
      ),
    ],
    ['a namespace', node(ts.isModuleDeclaration)],
    [
      'a namespace in a namespace',
      node(ts.isModuleDeclaration, ({ parent }) => ts.isModuleBlock(parent)),
    ],
    ['import type', node(ts.isImportClause, (one) => one.isTypeOnly)],
    ['import { type T }', node(ts.isImportSpecifier, (one) => one.isTypeOnly)],
    [
      'import of a value',
      node(ts.isImportSpecifier, (one) => !one.isTypeOnly && !one.parent.parent.isTypeOnly),
    ],
    ['import * as', node(ts.isNamespaceImport)],
    [
      'export * from',
      node(ts.isExportDeclaration, ({ exportClause }) => exportClause === undefined),
    ],
    [
      'export { ... } from',
      node(ts.isExportDeclaration, ({ exportClause }) => exportClause !== undefined),
    ],
    [
      'a re-export by another name',
      node(ts.isExportSpecifier, ({ propertyName }) => propertyName !== undefined),
    ],
    ['two types of one name', contract.declarations.some(({ name }) => name.includes('$'))],
  ])('%s', (_, occurs) => expect(occurs).toBe(true));
});

describe('tags', () => {
  const constraints: readonly Constraints[] = types.flatMap((type) =>
    'constraints' in type && type.constraints !== undefined ? [type.constraints] : [],
  );
  const formats =
    'int32 int64 uint32 uint64 float double uuid email date time date-time duration hostname ipv4 ipv6 uri';
  const onBigint = (keyword: keyof Constraints): boolean =>
    types.some(
      (type) =>
        type.kind === 'scalar' &&
        type.scalar === 'bigint' &&
        type.constraints?.[keyword] !== undefined,
    );
  const defaultOf = (passes: (type: Type) => boolean): boolean =>
    fields.some((field) => field.default !== undefined && passes(target(field.type)));

  test.each(TAG_NAMES)('@%s', (name) => {
    expect(text).toMatch(new RegExp(`@${name}\\b`));
  });

  test.each(formats.split(' '))('@format %s', (format) => {
    expect(constraints.map((one) => one.format)).toContain(format);
  });

  test.each<Item>([
    ...(['minimum', 'maximum', 'multipleOf', 'format'] as const).map((keyword): Item => [
      `@${keyword} on a bigint`,
      onBigint(keyword),
    ]),
    ...(['minItems', 'maxItems'] as const).map((keyword): Item => [
      `@${keyword} on a set`,
      types.some((type) => type.kind === 'set' && type.constraints?.[keyword] !== undefined),
    ]),
    [
      'a constraint on a reference',
      types.some((type) => type.kind === 'ref' && type.constraints !== undefined),
    ],
    [
      'a constraint on what a set holds',
      types.some((type) => type.kind === 'set' && resolvedConstraints(type.items) !== undefined),
    ],
    [
      'a constraint on the keys of a map',
      types.some((type) => type.kind === 'map' && resolvedConstraints(type.key) !== undefined),
    ],
    ['a default of a bigint', defaultOf((type) => isScalar(type, 'bigint'))],
    ['a default of a date', defaultOf((type) => isScalar(type, 'instant'))],
    ['a default of bytes', defaultOf((type) => isScalar(type, 'bytes'))],
    ['a default of a set', defaultOf(({ kind }) => kind === 'set')],
    ['a default of a map', defaultOf(({ kind }) => kind === 'map')],
    ['a default of an object', defaultOf(({ kind }) => kind === 'object')],
    ['a default of fixed values', defaultOf(({ kind }) => kind === 'enum')],
    ['an example of a method', methods.some(({ docs }) => docs.examples.length > 0)],
    [
      'an example of a message',
      contract.declarations.some(
        ({ docs, type }) => type.kind === 'object' && docs.examples.length > 0,
      ),
    ],
    [
      'an example of a date',
      fields.some(({ docs, type }) => isScalar(type, 'instant') && docs.examples.length > 0),
    ],
    [
      'an example of a bigint',
      fields.some(({ docs, type }) => isScalar(type, 'bigint') && docs.examples.length > 0),
    ],
    [
      'an example of bytes',
      fields.some(({ docs, type }) => isScalar(type, 'bytes') && docs.examples.length > 0),
    ],
    ['a deprecated field', fields.some(({ docs }) => docs.deprecated !== undefined)],
    ['a deprecated method', methods.some(({ docs }) => docs.deprecated !== undefined)],
    ['two scopes', methods.some(({ scopes }) => scopes.length > 1)],
    ['two errors', methods.some(({ errors }) => errors.length > 1)],
    ['@tool false', methods.some(({ tool }) => tool === false)],
    ['@tool name', methods.some(({ tool }) => typeof tool === 'string')],
    ['@param', text.includes('@param ')],
    [
      'a comment of a parameter',
      methods.some(({ request }) => request.name === 'GetPictureRequest'),
    ],
    ['two tables', new Set(contract.declarations.map(({ table }) => table)).size > 2],
    ['a reference between tables', fields.some(({ column }) => column?.references !== undefined)],
  ])('%s', (_, occurs) => expect(occurs).toBe(true));
});

function resolvedConstraints(type: Type): Constraints | undefined {
  const found = target(type);
  return found.kind === 'scalar' ? found.constraints : undefined;
}
