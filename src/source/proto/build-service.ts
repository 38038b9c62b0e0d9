import { type Building, commonOf, optionsAmong } from './build-common.ts';
import type {
  Draft,
  MessageDescriptor,
  MethodDescriptor,
  ServiceDescriptor,
} from './descriptor.ts';
import type { MethodNode, ServiceNode } from './syntax.ts';

/** A service; what its methods take and return is resolved later. */
export function buildService(node: ServiceNode, building: Building): ServiceDescriptor {
  const { making } = building;
  const made: Draft<ServiceDescriptor> = {
    kind: 'service',
    ...commonOf(node, building),
    method: [],
  };
  making.definitions.push(made);
  making.options.set(made, optionsAmong(node.members));
  made.method = node.members
    .filter((member): member is MethodNode => member.kind === 'method')
    .map((method) => buildMethod(method, made, { ...building, scope: made.fullName }));
  return made;
}

/** Stands in a method until its type is resolved. */
const UNRESOLVED = {} as MessageDescriptor;

function buildMethod(
  node: MethodNode,
  parent: ServiceDescriptor,
  building: Building,
): MethodDescriptor {
  const { making } = building;
  const { input, output, clientStreaming, serverStreaming } = node;
  const made: Draft<MethodDescriptor> = {
    kind: 'method',
    ...commonOf(node, building),
    parent,
    inputType: UNRESOLVED,
    outputType: UNRESOLVED,
    clientStreaming,
    serverStreaming,
  };
  making.definitions.push(made);
  making.options.set(made, node.members);
  making.methods.push({ method: made, input, output });
  return made;
}
