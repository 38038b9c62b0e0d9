import {
  type PathVariable,
  type TemplateSegment,
  isSimple,
  parseTemplate,
  patternText,
} from '../../ir/path-template.ts';
import type { Route } from '../../ir/routes.ts';
import { type MethodPlan, type PlanContext, type ServicePlan, httpMethods } from '../context.ts';

/** An operation with the place that the document has for it. */
export interface PlacedOperation {
  readonly service: ServicePlan;
  readonly plan: MethodPlan;
  /** The path as a key of the document. */
  readonly path: string;
  /** The values in that path, in its order. */
  readonly values: readonly PathValue[];
  /** Which of the routes of its method it is; 0 is the first. */
  readonly index: number;
}

/** A value in a path of the document. */
export interface PathValue {
  readonly name: string;
  /** The field of the request that it is, or is a part of, with dots. */
  readonly field: string;
  /** What the field looks like, where the value is a part of it only. */
  readonly pattern?: string;
}

/**
 * The operations of every path. Paths that differ in nothing but the names of their values are one path in a
 * document (OpenAPI 3.1, section 4.8.8.2): the first one's names stand for all. A document knows values of single parts
 * only: of `{name=shelves/*}` the shelf's own name is one.
 */
export function placedOperations({
  services,
}: Pick<PlanContext, 'services'>): readonly PlacedOperation[] {
  const known = new Map<string, string>();
  return services.flatMap((service) =>
    httpMethods(service).flatMap((plan) =>
      [plan.route, ...plan.additional].map((route, index): PlacedOperation => {
        const own = documentPath(route);
        const shape = own.path.replace(/\{[^{}]*\}/g, '{}');
        const path = known.get(shape) ?? own.path;
        known.set(shape, path);
        const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
        const values = own.values.map((value, at) => ({ ...value, name: names[at] ?? value.name }));
        return { service, plan: { ...plan, route }, path, values, index };
      }),
    ),
  );
}

interface DocumentPath {
  readonly path: string;
  readonly values: readonly PathValue[];
}

function documentPath({ path }: Pick<Route, 'path'>): DocumentPath {
  const parsed = parseTemplate(path);
  if ('fault' in parsed) return plainPath(path);
  const values: PathValue[] = [];
  const { parts, verb } = parsed.template;
  const texts = parts.map((part) => partText(part, values));
  const suffix = verb === undefined ? '' : `:${verb}`;
  return { path: `/${texts.join('/')}${suffix}`, values };
}

/** Names that are a part of a step only: `/files/{name}.json`. */
function plainPath(path: string): DocumentPath {
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  return { path, values: names.map((name) => ({ name, field: name })) };
}

function partText(part: TemplateSegment | PathVariable, values: PathValue[]): string {
  if ('kind' in part) return segmentText(part, 'part', values);
  if (isSimple(part)) return valueText({ name: part.field, field: part.field }, values);
  const { field, segments } = part;
  const pattern = patternText(segments);
  const wild = segments.filter(({ kind }) => kind !== 'literal').length;
  let count = 0;
  const texts = segments.map((segment) => {
    if (segment.kind === 'literal') return segment.text;
    count += 1;
    return valueText({ name: wild > 1 ? `${field}_${count}` : field, field, pattern }, values);
  });
  return texts.join('/');
}

function segmentText(segment: TemplateSegment, field: string, values: PathValue[]): string {
  if (segment.kind === 'literal') return segment.text;
  return valueText({ name: `${field}_${values.length + 1}`, field: '', pattern: '*' }, values);
}

function valueText(value: PathValue, values: PathValue[]): string {
  values.push(value);
  return `{${value.name}}`;
}
