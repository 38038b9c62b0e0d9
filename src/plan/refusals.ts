import { leastItems } from '../ir/query-absence.ts';
import { type Declarations, requestFields, resolveType } from '../ir/resolve.ts';
import type { Field, Json, ObjectType, Type } from '../ir/types.ts';
import { sortedBy } from '../text/order.ts';
import type { MethodPlan, PlanContext } from './context.ts';
import { isRecord, sampleRequest } from './requests.ts';
import { streamsIn } from '../ir/method-kind.ts';
import { type WrongValue, brokenConstraint, wrongType } from './wrong-values.ts';

/** One thing that makes a valid request wrong, and what is said about it. */
export interface Refusal {
  /** The fields of the body that are other than in the valid request; `undefined` for those that are left out. */
  readonly change?: { readonly [field: string]: Json | undefined };
  /** Path and query, where these are other. */
  readonly target?: string;
  /** The fault's `in`, `path` and `rule`. */
  readonly fault: string;
}

/** A property that no contract has. */
const UNKNOWN_FIELD = 'notInTheContract';

/** A change longer than this would make a test unreadable. */
const LONGEST_CHANGE = 200;

/**
 * The ways in which a request is refused before the service sees it, each where the types allow it: an unknown
 * property, a missing one, one of a wrong type, one that breaks a constraint.
 */
export function refusals(context: PlanContext, item: MethodPlan, message: Json): Refusal[] {
  const { method } = item;
  // A rule that shares a message out over body and query leaves no one place for what is wrong.
  if (streamsIn(method) || item.route.bodyField !== undefined) return [];
  const refuse: Refuse = { context, item, message: isRecord(message) ? message : {} };
  // In an order of their own: the members of some types come in whatever order the compiler gives them.
  const fields = sortedBy(requestFields(method.request, context.declarations), ({ name }) => name);
  return [
    unknownField(refuse),
    firstOf(fields, (field) => missingField(refuse, field)),
    firstOf(fields, (field) => {
      return wrongField(refuse, field, wrongType(field.type, context.declarations));
    }),
    firstOf(fields, (field) => {
      return wrongField(refuse, field, broken(context, field));
    }) ?? firstOf(fields, (field) => nestedRefusal(refuse, field)),
  ].filter((one) => one !== undefined);
}

interface Refuse {
  readonly context: PlanContext;
  readonly item: MethodPlan;
  readonly message: { readonly [field: string]: Json };
}

function broken({ declarations, examples }: PlanContext, field: Field): WrongValue | undefined {
  return brokenConstraint(field, declarations, examples);
}

function firstOf<T>(
  fields: readonly Field[],
  refusalOf: (field: Field) => T | undefined,
): T | undefined {
  for (const field of fields) {
    const found = refusalOf(field);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownField(refuse: Refuse): Refusal | undefined {
  const { context, item } = refuse;
  const type = resolveType(item.method.request, context.declarations);
  if (type.kind !== 'object' || type.additional !== undefined) return undefined;
  if (type.fields.length === 0 && item.route.input !== 'body') return undefined;
  const fault = (where: string) => `${where} /${UNKNOWN_FIELD} unevaluatedProperties`;
  if (item.route.input === 'body')
    return { change: { [UNKNOWN_FIELD]: true }, fault: fault('body') };
  const { target } = sampleRequest(item, refuse.message);
  const join = target.includes('?') ? '&' : '?';
  return { target: `${target}${join}${UNKNOWN_FIELD}=1`, fault: fault('query') };
}

function missingField(refuse: Refuse, field: Field): Refusal | undefined {
  const { name, optional, type } = field;
  const { route } = refuse.item;
  if (optional || field.default !== undefined || route.pathFields.includes(name)) return undefined;
  if (!Object.hasOwn(refuse.message, name)) return undefined;
  if (route.input === 'body') {
    return { change: { [name]: undefined }, fault: `body /${pointer(name)} required` };
  }
  if (route.input !== 'query') return undefined;
  const { [name]: _, ...rest } = refuse.message;
  const rule = absenceRule(type, refuse.context.declarations);
  if (rule === undefined) return undefined;
  return {
    target: sampleRequest(refuse.item, rest).target,
    fault: `query /${pointer(name)} ${rule}`,
  };
}

/** What is wrong where a query leaves out a required field: lists and objects are then empty ones. */
function absenceRule(type: Type, declarations: Declarations): string | undefined {
  const { kind } = resolveType(type, declarations);
  if (kind === 'object') return undefined;
  if (kind !== 'list' && kind !== 'set') return 'required';
  return leastItems(type, declarations) > 0 ? 'minItems' : undefined;
}

function wrongField(
  { item, message }: Refuse,
  { name }: Field,
  wrong: WrongValue | undefined,
): Refusal | undefined {
  if (wrong === undefined) return undefined;
  const { route } = item;
  const fault = `/${pointer(name)} ${wrong.rule}`;
  if (route.pathFields.includes(name)) return wrongPath({ item, message }, name, wrong);
  if (route.input === 'body') return { change: { [name]: wrong.value }, fault: `body ${fault}` };
  if (!route.queryFields.includes(name) || !wrong.inUrl) return undefined;
  const { target } = sampleRequest(item, { ...message, [name]: wrong.value });
  return { target, fault: `query ${fault}` };
}

function wrongPath(
  { item, message }: Pick<Refuse, 'item' | 'message'>,
  name: string,
  wrong: WrongValue,
): Refusal | undefined {
  const { value, rule } = wrong;
  // An empty segment is another route.
  if (!wrong.inUrl || !/^[\w-]+$/.test(String(value))) return undefined;
  const { target } = sampleRequest(item, { ...message, [name]: value });
  return { target, fault: `path /${pointer(name)} ${rule}` };
}

/** A constraint that is broken one level further in, where the body is not too large to be repeated. */
function nestedRefusal({ context, item, message }: Refuse, field: Field): Refusal | undefined {
  const { route } = item;
  const outer = message[field.name];
  const type = objectOf(field.type, context);
  if (route.input !== 'body' || route.pathFields.includes(field.name)) return undefined;
  if (type === undefined || !isRecord(outer)) return undefined;
  return firstOf(
    sortedBy(type.fields, ({ name }) => name),
    (inner) => {
      const wrong = broken(context, inner);
      if (wrong === undefined) return undefined;
      const change = { [field.name]: { ...outer, [inner.name]: wrong.value } };
      if (JSON.stringify(change).length > LONGEST_CHANGE) return undefined;
      return { change, fault: `body /${pointer(field.name)}/${pointer(inner.name)} ${wrong.rule}` };
    },
  );
}

function objectOf(type: Type, { declarations }: PlanContext): ObjectType | undefined {
  const target = resolveType(type, declarations);
  const inner = target.kind === 'nullable' ? resolveType(target.of, declarations) : target;
  return inner.kind === 'object' ? inner : undefined;
}

/** A name as a step of a JSON pointer (RFC 6901). */
function pointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
