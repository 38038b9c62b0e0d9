import { serviceId } from '../../../ir/service-id.ts';
import type { Method, MethodKind, Service } from '../../../ir/types.ts';
import type { MethodDescriptor, ServiceDescriptor } from '../descriptor.ts';
import { readOption } from '../option-value.ts';
import { docsOf } from './docs.ts';
import { refTo } from './fields.ts';
import { type ReportHttp, httpRule } from './http.ts';
import { naturalTypes } from './natural.ts';
import { type TypeNames, nameMethods } from './names.ts';

/** What services are lowered with. */
export interface ServiceScope {
  readonly typeNames: TypeNames;
  readonly report: ReportHttp;
}

/** A service as the contract has it. */
export function lowerService(
  service: ServiceDescriptor,
  name: string,
  { typeNames, report }: ServiceScope,
): Service {
  const names = nameMethods(service.method);
  return {
    name,
    id: serviceId(name),
    docs: docsOf(service),
    span: service.at.name,
    proto: service.fullName,
    methods: service.method.map((method) =>
      lowerMethod(method, names.get(method) ?? method.name, { typeNames, report }),
    ),
  };
}

function lowerMethod(
  method: MethodDescriptor,
  name: string,
  { typeNames, report }: ServiceScope,
): Method {
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
    ...httpOf(method, name, report),
    ...(isIdempotent(method) ? { idempotent: true } : {}),
  };
}

/** `NO_SIDE_EFFECTS` or `IDEMPOTENT` (google/protobuf/descriptor.proto). */
function isIdempotent({ options }: MethodDescriptor): boolean {
  const level = readOption(options, 'idempotency_level')?.value;
  return typeof level === 'object' && 'number' in level && level.number > 0;
}

function kindOf({ clientStreaming, serverStreaming }: MethodDescriptor): MethodKind {
  if (clientStreaming) return serverStreaming ? 'bidi-stream' : 'client-stream';
  return serverStreaming ? 'server-stream' : 'unary';
}

/** What is no object in JSON has no fields that a query could carry: it is a body, whatever the method is called. */
function httpOf(method: MethodDescriptor, name: string, report: ReportHttp): Pick<Method, 'http'> {
  const stated = httpRule(method, report);
  if (stated !== undefined) return { http: stated };
  const isBody = naturalTypes.has(method.inputType.fullName) && kindOf(method) !== 'bidi-stream';
  if (!isBody) return {};
  return { http: { verb: 'POST', path: `/${name.toLowerCase()}`, span: method.at.name } };
}
