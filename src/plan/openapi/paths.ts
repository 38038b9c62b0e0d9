import { pathParameters } from '../../ir/routes.ts';
import { type MethodPlan, type PlanContext, type ServicePlan, httpMethods } from '../context.ts';

/** An operation with the place that the document has for it. */
export interface PlacedOperation {
  readonly service: ServicePlan;
  readonly plan: MethodPlan;
  /** The path as a key of the document. */
  readonly path: string;
  /** How that path calls its values, in its order. */
  readonly names: readonly string[];
}

/**
 * The operations of every path. Paths that differ in nothing but the names of their values are one path in a
 * document (OpenAPI 3.1, section 4.8.8.2): the first one's names stand for all.
 */
export function placedOperations({
  services,
}: Pick<PlanContext, 'services'>): readonly PlacedOperation[] {
  const known = new Map<string, string>();
  return services.flatMap((service) =>
    httpMethods(service).map((plan) => {
      const shape = plan.route.path.replace(/\{[^{}]*\}/g, '{}');
      const path = known.get(shape) ?? plan.route.path;
      known.set(shape, path);
      return { service, plan, path, names: pathParameters(path) };
    }),
  );
}
