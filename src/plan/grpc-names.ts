import type { MethodPlan, PlanContext, ServicePlan } from './context.ts';
import { declarationOf } from './context.ts';
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
  if (grpc?.kind !== 'forms') return service.proto ?? '';
  const { schema } = grpc;
  return `${schema.package}.${schema.services.find((one) => one.id === id)?.name ?? ''}`;
}

/** The names of a method: an author's own, or those that the contract was given for messages. */
export function grpcMethodNames(
  { grpc, declarations }: Pick<PlanContext, 'grpc' | 'declarations'>,
  plan: ServicePlan,
  item: MethodPlan,
): GrpcMethodNames {
  if (grpc?.kind === 'forms') {
    const service = grpc.schema.services.find(({ id }) => id === plan.id);
    const said = service?.methods[plan.methods.indexOf(item)];
    return said ?? { name: '', request: '', response: '' };
  }
  const { method } = item;
  const fullName = (name: string): string => declarationOf(declarations, name).proto ?? '';
  return {
    name: method.rpc ?? '',
    request: fullName(messageSubject(method).name),
    response: method.response?.kind === 'ref' ? fullName(method.response.name) : '',
  };
}
