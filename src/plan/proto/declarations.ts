import { deepTest } from '../../ir/deep.ts';
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
  /** Asked for where something is given: a service without methods gives nothing. */
  readonly init: () => string;
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
  const head = `${docComment(docs.text)}export interface ${name} {`;
  return members.length === 0 ? `${head}}` : [head, ...members, '}'].join('\n');
}

function memberText(method: Method, { nameOf, init }: DeclarationScope): string {
  const parameters = method.parameters.map((parameter) => {
    const type = parameterText(method, parameter, nameOf, (text) => `${init()}<${text}>`);
    return `${parameter.name}: ${type}`;
  });
  const close = `): ${clientReturnText(method, nameOf)}`;
  return `${propertyKey(method.name)}${group(['(', close], parameters)}`;
}

/** Whether some declaration holds an instant, anywhere within: its type is the runtime's. */
export function hasTimestamps(declarations: readonly Declaration[]): boolean {
  const holds = deepTest(
    { declarations },
    (type) => type.kind === 'scalar' && type.scalar === 'timestamp',
  );
  return declarations.some(({ type }) => holds(type));
}
