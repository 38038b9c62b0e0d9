import { InternalError } from '../diagnostics/internal-error.ts';
import type { Method, RefType } from '../ir/types.ts';
import { type MethodPlan, type PlanContext, type ServicePlan, declarationOf } from './context.ts';
import type { Schema, SchemaService } from './pb/schema.ts';
import { messageSubject } from './reach.ts';

/** What a method and its messages are called in the protobuf language. */
export interface GrpcMethodNames {
  readonly name: string;
  readonly request: string;
  readonly response: string;
}

/** The full name of a service: `acme.v1.Greeter`. */
export function grpcServiceName(
  { grpc }: Pick<PlanContext, 'grpc'>,
  { id, service }: ServicePlan,
): string {
  if (grpc?.kind !== 'forms') return protoNameOf(service);
  const { schema } = grpc;
  return `${schema.package}.${schemaService(schema, id).name}`;
}

/** The names of a method: an author's own, or those that the contract was given for messages. */
export function grpcMethodNames(
  { grpc, declarations }: Pick<PlanContext, 'grpc' | 'declarations'>,
  plan: ServicePlan,
  item: MethodPlan,
): GrpcMethodNames {
  if (grpc?.kind === 'forms') {
    const said = schemaService(grpc.schema, plan.id).methods[plan.methods.indexOf(item)];
    if (said === undefined) throw new InternalError(`${item.operation} is no rpc`);
    return said;
  }
  const { method } = item;
  const fullName = (name: string): string => protoNameOf(declarationOf(declarations, name));
  return {
    name: method.rpc ?? method.name,
    request: fullName(messageSubject(method).name),
    response: fullName(responseOf(method).name),
  };
}

function schemaService({ services }: Schema, id: string): SchemaService {
  const found = services.find((one) => one.id === id);
  if (found === undefined) throw new InternalError(`the schema has no service ${id}`);
  return found;
}

/** What an author called a service or a message. */
export function protoNameOf({
  name,
  proto,
}: {
  readonly name: string;
  readonly proto?: string;
}): string {
  if (proto === undefined) throw new InternalError(`${name} has no name in the protobuf language`);
  return proto;
}

function responseOf({ name, response }: Method): RefType {
  if (response?.kind !== 'ref') throw new InternalError(`${name} answers with no message`);
  return response;
}
