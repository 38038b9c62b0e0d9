import { reachedDeclarations } from '../reach.ts';
import type { Type } from '../../ir/types.ts';
import { group } from '../../text/layout.ts';
import { stringLiteral } from '../../text/literals.ts';
import type { WireFile } from '../codec/wire-file.ts';
import { type PlanContext, type ServicePlan, declarationOf } from '../context.ts';
import { Imports } from '../imports.ts';
import { MESSAGES, runtime } from '../sdk-scope.ts';
import { declarationText, hasTimestamps, serviceText } from './declarations.ts';
import { createMessageConstants } from './message-constants.ts';
import { type ProtoTablesView, type ProtoTypesView } from './files.ts';

/** How the messages that a client asks for cross the wire: by the codecs of `messages.ts`. */
export function createMessageWires(
  context: Pick<PlanContext, 'declarations'>,
  imports: Imports,
): WireFile {
  const wires = createMessageConstants(context, {
    suffix: 'Wire',
    taken: ['messageWire'],
    statement: (name, { proto }) => {
      const messages = imports.value(MESSAGES, 'messages');
      const messageWire = imports.value(runtime('message-wire'), 'messageWire');
      const given = [stringLiteral(proto), '{ open: true }'];
      const codec = `${messages}.json${group(['(', ')'], given)}`;
      return `export const ${name} = ${messageWire}${group(['(', ')'], [codec])};`;
    },
  });
  const nameOf: WireFile['nameOf'] = (type) =>
    type.kind === 'ref' ? wires.of(type.name) : undefined;
  return { constants: wires.constants, nameOf };
}

/** The tables of what a service's messages lead to. */
export function sdkTablesView(context: PlanContext, plan: ServicePlan): ProtoTablesView {
  const imports = new Imports(['tables', 'messages']);
  const kit = {
    MessageTables: imports.type(runtime('protobuf/table'), 'MessageTables'),
    createMessages: imports.value(runtime('protobuf/messages'), 'createMessages'),
  };
  const roots = rootsOf(plan).flatMap((type) =>
    type.kind === 'ref' ? (declarationOf(context.declarations, type.name).proto ?? []) : [],
  );
  return { kit, tables: context.tablesText(roots), imports: imports.lines() };
}

/** A service with what its methods lead to, for those who call it. */
export function sdkTypesView({ contract }: PlanContext, plan: ServicePlan): ProtoTypesView {
  const declarations = reachedDeclarations(contract, rootsOf(plan));
  const imports = new Imports([plan.name, ...declarations.map(({ name }) => name)]);
  const scope = {
    nameOf: (name: string) => name,
    init: () => imports.type(runtime('protobuf/init'), 'Init'),
  };
  const texts = [
    serviceText(plan.service, scope),
    ...declarations.map((declaration) => declarationText(declaration, scope)),
  ];
  if (hasTimestamps(declarations)) imports.type(runtime('timestamp'), 'Timestamp');
  return { declarations: texts, imports: imports.lines() };
}

function rootsOf({ service }: ServicePlan): readonly Type[] {
  return service.methods.flatMap(({ request, response = request }) => [request, response]);
}
