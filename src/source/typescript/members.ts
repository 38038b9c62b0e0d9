import ts from '#typescript';
import { PROMISES, STREAMS } from './hints.ts';
import type { Program } from './program.ts';
import { nameNode } from './symbols.ts';

/** What keeps a member from being a method of a service. */
export interface MemberFault {
  readonly node: ts.Node;
  readonly reason: string;
  readonly fix: string;
  /** Whether it can be called at all: data is another thing than a method that is not right. */
  readonly callable: boolean;
}

/** The members of an interface, sorted into methods of a service and what is none. */
export interface Members {
  readonly methods: readonly ts.Symbol[];
  readonly faults: readonly MemberFault[];
}

/** What a method answers with: one value to come, or a stream of them. */
export type AnswerKind = 'promise' | 'stream';

export function readMembers({ checker }: Program, type: ts.Type, at: ts.Node): Members {
  const methods: ts.Symbol[] = [];
  const faults: MemberFault[] = signatureFaults(checker, type, at);
  for (const property of checker.getPropertiesOfType(type)) {
    if (isUnresolved(checker.getTypeOfSymbol(property))) continue;
    const fault = memberFault(checker, property, at);
    if (fault === undefined) methods.push(property);
    else faults.push(fault);
  }
  return { methods, faults };
}

/** How a return type answers; `undefined` for one that is neither a promise nor a stream. */
export function answerKind(type: ts.Type): AnswerKind | undefined {
  const name = type.symbol?.name ?? '';
  if (PROMISES.has(name)) return 'promise';
  return STREAMS.has(name) ? 'stream' : undefined;
}

/** Whether the checker could make nothing of a type, which is said elsewhere. */
function isUnresolved(type: ts.Type): boolean {
  return (
    (type.flags & ts.TypeFlags.Any) !== 0 &&
    (type as { readonly intrinsicName?: string }).intrinsicName === 'error'
  );
}

/** The one call signature of a member, be it a method or a property of function type. */
export function callSignature(
  checker: ts.TypeChecker,
  property: ts.Symbol,
): ts.Signature | undefined {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  return type.getCallSignatures()[0];
}

function memberFault(
  checker: ts.TypeChecker,
  property: ts.Symbol,
  at: ts.Node,
): MemberFault | undefined {
  const name = `\`${property.name}\``;
  const declaration = property.declarations?.[0];
  const node = declaration === undefined ? at : nameNode(declaration);
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const signatures = type.getCallSignatures();
  const [signature] = signatures;
  if (signature === undefined) {
    const fix = `Move ${name} into a message, or make it a method that returns a Promise.`;
    return { node, reason: `${name} is data, not a method`, fix, callable: false };
  }
  const fault = signatureFault(checker, signatures, signature);
  const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  if (isOptional && fault === undefined) {
    return { node, reason: `${name} may be absent`, fix: 'Remove its `?`.', callable: true };
  }
  return fault === undefined
    ? undefined
    : { node, reason: `${name} ${fault.reason}`, fix: fault.fix, callable: true };
}

function signatureFault(
  checker: ts.TypeChecker,
  signatures: readonly ts.Signature[],
  signature: ts.Signature,
): { readonly reason: string; readonly fix: string } | undefined {
  if (signatures.length > 1) {
    return {
      reason: `has ${signatures.length} overloads, and a route answers one`,
      fix: 'Keep one of them, or give each a name of its own.',
    };
  }
  if ((signature.typeParameters ?? []).length > 0) {
    return {
      reason: 'is generic, and a request says nothing of types',
      fix: 'Write a method for each type that it is to be used with.',
    };
  }
  const answer = signature.getReturnType();
  if (answerKind(answer) !== undefined || isUnresolved(answer)) return undefined;
  const text = checker.typeToString(answer);
  return {
    reason: `returns ${text}, not a Promise`,
    fix: `An answer over a network takes time: return ${promiseText(checker, answer)}.`,
  };
}

/** `number | Promise<number>` is to be `Promise<number>`. */
function promiseText(checker: ts.TypeChecker, answer: ts.Type): string {
  const parts = answer.isUnion() ? answer.types : [];
  const promise = parts.find((part) => answerKind(part) === 'promise');
  return promise === undefined
    ? `Promise<${checker.typeToString(answer)}>`
    : checker.typeToString(promise);
}

/** An interface that can itself be called, constructed or indexed. */
function signatureFaults(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): MemberFault[] {
  const calls = checker.getSignaturesOfType(type, ts.SignatureKind.Call);
  const constructs = checker.getSignaturesOfType(type, ts.SignatureKind.Construct);
  const indexes = checker.getIndexInfosOfType(type);
  const fix = 'Give every method a name.';
  return [
    ...calls.map(({ declaration: node = at }) => {
      return { node, reason: 'it can itself be called', fix, callable: true };
    }),
    ...constructs.map(({ declaration: node = at }) => {
      return { node, reason: 'it can itself be constructed', fix: 'Take it out.', callable: false };
    }),
    ...indexes.map(({ declaration: node = at }) => {
      return { node, reason: 'it has members of any name', fix, callable: false };
    }),
  ];
}
