import type { Declaration, Method, Service } from '../../ir/types.ts';
import { docComment } from '../../text/comments.ts';
import { group } from '../../text/layout.ts';
import { propertyKey } from '../../text/literals.ts';
import { methodDocs } from '../docs-text.ts';
import { clientReturnText, parameterText } from '../signatures.ts';
import { type NameOf, interfaceText, typeText } from '../type-text.ts';

/** What declarations name that is none of the contract's, as their file calls it. */
export interface DeclarationScope {
  /** Of a declaration of the contract: its own name. */
  readonly nameOf: NameOf;
  readonly init: string;
}

/** A message or an enum of the protobuf language as exported TypeScript. */
export function declarationText(
  { name, type, docs }: Declaration,
  { nameOf }: Pick<DeclarationScope, 'nameOf'>,
): string {
  const tag = docs.deprecated === undefined ? '' : '@deprecated';
  const comment = docComment([docs.text, tag].filter((part) => part !== '').join('\n\n'));
  return type.kind === 'object'
    ? comment + interfaceText(name, type, nameOf)
    : `${comment}export type ${name} = ${typeText(type, nameOf)};`;
}

/** A service as those who call it see it. */
export function serviceText({ name, docs, methods }: Service, scope: DeclarationScope): string {
  const members = methods.map(
    (method) => `  ${docComment(methodDocs(method), '  ')}${memberText(method, scope)};`,
  );
  return [`${docComment(docs.text)}export interface ${name} {`, ...members, '}'].join('\n');
}

function memberText(method: Method, { nameOf, init }: DeclarationScope): string {
  const parameters = method.parameters.map((parameter) => {
    const type = parameterText(method, parameter, nameOf, (text) => `${init}<${text}>`);
    return `${parameter.name}: ${type}`;
  });
  const close = `): ${clientReturnText(method, nameOf)}`;
  return `${propertyKey(method.name)}${group(['(', close], parameters)}`;
}
