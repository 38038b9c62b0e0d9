import { serviceId } from '../../../ir/service-id.ts';
import type { Method, MethodKind, Service } from '../../../ir/types.ts';
import type { MethodDescriptor, ServiceDescriptor } from '../descriptor.ts';
import { docsOf } from './docs.ts';
import { refTo } from './fields.ts';
import { httpRuleOf } from './http.ts';
import { naturalTypes } from './natural.ts';
import { type TypeNames, nameMethods } from './names.ts';

/** A service as the contract has it. */
export function lowerService(
  service: ServiceDescriptor,
  name: string,
  typeNames: TypeNames,
): Service {
  const names = nameMethods(service.method);
  return {
    name,
    id: serviceId(name),
    docs: docsOf(service),
    span: service.at.name,
    proto: service.fullName,
    methods: service.method.map((method) =>
      lowerMethod(method, names.get(method) ?? method.name, typeNames),
    ),
  };
}

function lowerMethod(method: MethodDescriptor, name: string, typeNames: TypeNames): Method {
  const request = refTo(method.inputType, typeNames);
  return {
    name,
    rpc: method.name,
    kind: kindOf(method),
    parameters: [
      { name: method.clientStreaming ? 'messages' : 'req', type: request, optional: false },
    ],
    input: 'message',
    request,
    response: refTo(method.outputType, typeNames),
    docs: docsOf(method),
    span: method.at.name,
    errors: [],
    scopes: [],
    tags: [],
    ...httpOf(method, name),
  };
}

function kindOf({ clientStreaming, serverStreaming }: MethodDescriptor): MethodKind {
  if (clientStreaming) return serverStreaming ? 'bidi-stream' : 'client-stream';
  return serverStreaming ? 'server-stream' : 'unary';
}

/** What is no object in JSON has no fields that a query could carry: it is a body, whatever the method is called. */
function httpOf(method: MethodDescriptor, name: string): Pick<Method, 'http'> {
  const rule = httpRuleOf(method);
  if (rule !== undefined) return { http: rule };
  if (!naturalTypes.has(method.inputType.fullName)) return {};
  return { http: { verb: 'POST', path: `/${name.toLowerCase()}`, span: method.at.name } };
}
