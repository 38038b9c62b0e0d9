import ts from '#typescript';
import type { Span } from '../../diagnostics/span.ts';
import type { Field, Method, MethodKind, Parameter, RefType, Type } from '../../ir/types.ts';
import { upperFirst } from '../../text/cases.ts';
import { isIdentifier } from '../../text/identifiers.ts';
import { contextParameters } from './context-parameter.ts';
import { type Documented, readDocs } from './docs.ts';
import { shapeOf } from './shape.ts';
import { type Lowering, notCarriable } from './lowering.ts';
import { answerKind, callSignature } from './members.ts';
import { readMethodTags } from './method-tags.ts';
import { nameNode, orderOf } from './symbols.ts';
import { readValueTags } from './value-tags.ts';
import { readExamples } from './values.ts';

/** Lowers a method of a service. */
export function lowerMethod(lowering: Lowering, owner: string, member: ts.Symbol): Method[] {
  const signature = callSignature(lowering.checker, member);
  const declaration = member.declarations?.[0];
  if (signature === undefined || declaration === undefined) return [];
  const { name } = member;
  const at = nameNode(declaration);
  checkName(lowering, name, at);
  const documented = readDocs(lowering, [declaration], 'method');
  const inputs = readInputs(lowering, signature, documented);
  const stream = inputs.find((input) => input.isStream);
  const answer = lowerAnswer(lowering, signature, at);
  const request = lowerRequest(lowering, inputs, { name, owner, at });
  const examples = readExamples(lowering, documented, request.type);
  return [
    {
      name,
      kind: kindOf(stream !== undefined, answer.isStream),
      parameters: inputs.map(({ field: { name: given, type, optional } }): Parameter => ({
        name: given,
        type,
        optional,
      })),
      input: request.input,
      request: request.type,
      ...(answer.type === undefined ? {} : { response: answer.type }),
      docs: { ...documented.docs, examples },
      span: lowering.program.spanOf(at),
      ...readMethodTags(lowering.report, documented),
    },
  ];
}

const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ['constructor', 'a class has one already'],
  ['then', 'a service with it would be taken for a Promise'],
  ['__proto__', 'objects treat it as their prototype'],
]);

function checkName({ report, program }: Lowering, name: string, at: ts.Node): void {
  const reason = isIdentifier(name) ? UNUSABLE.get(name) : 'it is no identifier';
  if (reason === undefined) return;
  report.add('unusable-name', { what: 'a method', name, reason }, { span: program.spanOf(at) });
}

function kindOf(streamsIn: boolean, streamsOut: boolean): MethodKind {
  if (streamsIn) return streamsOut ? 'bidi-stream' : 'client-stream';
  return streamsOut ? 'server-stream' : 'unary';
}

/** A parameter as the field that it would be of a request. */
interface Input {
  readonly field: Field;
  readonly isStream: boolean;
  readonly node: ts.ParameterDeclaration;
}

function readInputs(
  lowering: Lowering,
  signature: ts.Signature,
  documented: Documented,
): readonly Input[] {
  const symbols = signature.getParameters();
  const nodes = symbols.map((symbol) => symbol.valueDeclaration).filter(isParameter);
  const contexts = contextParameters(lowering.program, nodes);
  const inputs = symbols.flatMap((symbol) => {
    const node = symbol.valueDeclaration;
    if (node === undefined || !isParameter(node) || contexts.includes(node)) return [];
    return [readInput(lowering, { symbol, node, documented })];
  });
  const [stream] = inputs.filter((input) => input.isStream);
  if (stream !== undefined && inputs.length > 1) {
    const reason = `\`${stream.field.name}\` is a stream, and other parameters stand beside it`;
    refuse(lowering, stream.node, {
      reason,
      instead: 'Put what they say into the messages of the stream, or into a method of its own.',
    });
  }
  return inputs;
}

function isParameter(node: ts.Node | undefined): node is ts.ParameterDeclaration {
  return node !== undefined && ts.isParameter(node);
}

interface Given {
  readonly symbol: ts.Symbol;
  readonly node: ts.ParameterDeclaration;
  readonly documented: Documented;
}

function readInput(lowering: Lowering, { symbol, node, documented }: Given): Input {
  const own = readDocs(lowering, [node], 'property');
  const declared = lowering.checker.getTypeOfSymbol(symbol);
  const name = ts.isIdentifier(node.name) ? node.name.text : 'request';
  if (node.dotDotDotToken !== undefined) {
    const reason = `\`...${name}\` takes any number of values`;
    refuse(lowering, node, { reason, instead: `Take an array: \`${name}: string[]\`.` });
  }
  const isStream = answerKind(declared) === 'stream';
  const items = isStream ? firstArgument(lowering, declared, node.type) : undefined;
  const type = items?.type ?? declared;
  const typeNode = isStream ? items?.node : node.type;
  const lowered = lowering.lowerOptional({ type, node: typeNode, at: typeNode ?? node });
  const value = readValueTags(lowering, own, lowered.type);
  const text = own.docs.text === '' ? documented.parameter(name) : own.docs.text;
  return {
    node,
    isStream,
    field: {
      name,
      ...value,
      docs: { ...value.docs, text },
      optional: node.questionToken !== undefined || lowered.absent,
      span: lowering.program.spanOf(node.name),
    },
  };
}

function refuse(
  { report, program }: Lowering,
  node: ts.Node,
  params: { readonly reason: string; readonly instead: string },
): void {
  report.add('unsupported-parameter', params, { span: program.spanOf(node) });
}

/** What a promise or a stream is of. */
function firstArgument(
  { checker }: Lowering,
  type: ts.Type,
  node: ts.TypeNode | undefined,
): { readonly type: ts.Type; readonly node: ts.TypeNode | undefined } | undefined {
  const [argument] = checker.getTypeArguments(type as ts.TypeReference);
  if (argument === undefined) return undefined;
  const written =
    node !== undefined && ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
  return { type: argument, node: written };
}

interface Answer {
  readonly type?: Type;
  readonly isStream: boolean;
}

function lowerAnswer(lowering: Lowering, signature: ts.Signature, at: ts.Node): Answer {
  const returned = signature.getReturnType();
  const isStream = answerKind(returned) === 'stream';
  const node = (signature.declaration as { readonly type?: ts.TypeNode } | undefined)?.type;
  const item = firstArgument(lowering, returned, node);
  const nothing = ts.TypeFlags.Void | ts.TypeFlags.Undefined;
  if (item === undefined || ((item.type.flags & nothing) !== 0 && !isStream)) return { isStream };
  const place = item.node ?? node ?? at;
  const { type, absent } = lowering.lowerOptional({ ...item, at: place });
  if (absent) {
    const instead = 'Where there is nothing to answer, answer `null`: `Promise<User | null>`.';
    return { type: notCarriable(lowering, place, { what: '`undefined`', instead }), isStream };
  }
  return { type, isStream };
}

interface Request {
  readonly input: Method['input'];
  readonly type: RefType;
}

interface Named {
  readonly name: string;
  readonly owner: string;
  readonly at: ts.Node;
}

/** The declaration that holds the request: the one parameter's own, or one made of the parameters. */
function lowerRequest(lowering: Lowering, inputs: readonly Input[], named: Named): Request {
  const [first, ...others] = inputs;
  if (first !== undefined && others.length === 0) {
    const { type } = first.field;
    if (type.kind === 'ref' && isMessage(lowering, type)) return { input: 'message', type };
    if (type.kind === 'object') return { input: 'message', type: derive(lowering, type, named) };
  }
  for (const { node } of inputs) {
    if (ts.isIdentifier(node.name)) continue;
    refuse(lowering, node, {
      reason: 'this parameter is taken apart, and so has no name for a field of the request',
      instead: 'Give it one: `get(range: [number, number])`.',
    });
  }
  const fields = inputs.map((input) => input.field);
  const input = inputs.length === 0 ? 'none' : 'positional';
  return { input, type: derive(lowering, { kind: 'object', fields }, named) };
}

function isMessage({ table }: Lowering, type: RefType): boolean {
  let target: Type | undefined = type;
  while (target?.kind === 'ref') target = table.typeOf(target.name);
  return target?.kind === 'object';
}

/**
 * Declares `<Method>Request`, or `<Service><Method>Request` where that name is taken. Methods of one name and
 * one input share it.
 */
function derive(lowering: Lowering, type: Type, { name, owner, at }: Named): RefType {
  const { table, program } = lowering;
  const short = `${upperFirst(name)}Request`;
  const key = `request ${short} ${shapeOf(type)}`;
  const known = table.nameOf(key);
  if (known !== undefined) return { kind: 'ref', name: known };
  const span = program.spanOf(at);
  const wish = takerOf(lowering, short) === undefined ? short : `${upperFirst(owner)}${short}`;
  const taker = takerOf(lowering, wish);
  if (taker !== undefined) {
    const { takenBy, span: place } = taker;
    const related = [{ span: place, message: `${wish} is taken here` }];
    const params = { name: wish, owner: `${owner}.${name}`, takenBy };
    lowering.report.add('duplicate-message', params, { span, related });
    return { kind: 'ref', name: wish };
  }
  const head = { key, name: wish, order: orderOf(program, at), span, from: 'derived' } as const;
  table.declare(head, () => ({ type, docs: { text: '', examples: [] } }));
  return { kind: 'ref', name: wish };
}

/** What has a name already: another method's request, or one of the author's types. */
function takerOf(
  { table, program, entities }: Lowering,
  name: string,
): { readonly takenBy: string; readonly span: Span } | undefined {
  const part = [...entities.values()].find((entity) => entity.name === name)?.parts[0];
  if (part !== undefined) return { takenBy: 'a type', span: program.spanOf(nameNode(part.node)) };
  const span = table.headOf(name)?.span;
  return span && { takenBy: 'the request of another method', span };
}
