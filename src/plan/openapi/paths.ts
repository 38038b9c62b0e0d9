import { isSimple, parseTemplate, patternText, segmentsOf } from '../../ir/path-template.ts';
import { type MethodPlan, type PlanContext, type ServicePlan, routedPlans } from '../context.ts';

/** An operation with the place that the document has for it. */
export interface PlacedOperation {
  readonly service: ServicePlan;
  readonly plan: MethodPlan;
  /** Which of the method's routes it is, from 1. */
  readonly turn: number;
  /** The path as a key of the document. */
  readonly path: string;
  /** The values of that path, in its order. */
  readonly values: readonly PathValue[];
}

/** One value between braces: a document's are one part of a path each, and `**` is taken for one. */
export interface PathValue {
  /** How the document calls it. */
  readonly name: string;
  /** The field of the request that it is, or is a part of; none for a `*` that no variable holds. */
  readonly field?: string;
  /** The pattern of the field, where it is more than this value. */
  readonly pattern?: string;
}

/**
 * The operations of every path. Paths that differ in nothing but the names of their values are one path in a
 * document (OpenAPI 3.1, section 4.8.8.2): the first one's names stand for all.
 */
export function placedOperations({
  services,
}: Pick<PlanContext, 'services'>): readonly PlacedOperation[] {
  const known = new Map<string, DocumentPath>();
  return services.flatMap((service) =>
    service.methods.flatMap((method) =>
      routedPlans(method).map((plan, index) => {
        const own = documentPath(plan.route.path);
        const shape = own.path.replace(/\{[^{}]*\}/g, '{}');
        const { path, names } = known.get(shape) ?? own;
        known.set(shape, { ...own, path, names });
        const values = own.values.map((value, at) => ({ ...value, name: names[at] ?? value.name }));
        return { service, plan, turn: index + 1, path, values };
      }),
    ),
  );
}

interface DocumentPath {
  readonly path: string;
  readonly names: readonly string[];
  readonly values: readonly PathValue[];
}

/** `/v1/{name=shelves/*}` as `/v1/shelves/{name}`: a value of a document's path holds no slash. */
function documentPath(route: string): DocumentPath {
  const parsed = parseTemplate(route);
  if ('fault' in parsed) return { path: route, names: [], values: [] };
  const { parts, verb } = parsed.template;
  const values: PathValue[] = [];
  const steps = parts.flatMap((part) => {
    const segments = segmentsOf(part);
    const held = segments.filter(({ kind }) => kind !== 'literal').length;
    const isWhole = !('field' in part) || isSimple(part);
    let count = 0;
    return segments.map((segment) => {
      if (segment.kind === 'literal') return segment.text;
      count += 1;
      const field = 'field' in part ? part.field : undefined;
      const base = field ?? `part${values.length + 1}`;
      const name = held === 1 ? base : `${base}_${count}`;
      values.push({
        name,
        ...(field === undefined ? {} : { field }),
        ...(isWhole ? {} : { pattern: patternText(segments) }),
      });
      return `{${name}}`;
    });
  });
  const path = `/${steps.join('/')}${verb === undefined ? '' : `:${verb}`}`;
  return { path, names: values.map(({ name }) => name), values };
}
