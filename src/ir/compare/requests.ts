import { requestFields } from '../resolve.ts';
import type { Field, ObjectType } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import { ruled } from './findings.ts';
import { type MethodPair, methodName, routeShape } from './routes.ts';
import { type Place, type Walk, changeAt, sidesOf } from './walk.ts';

/** A field that is the same under another name. */
interface Renamed {
  readonly before: Field;
  readonly after: Field;
  readonly change: ContractChange;
}

/** Compares what a method takes: how it is called, how the request travels, and what it holds. */
export function compareRequests(walk: Walk, pair: MethodPair): readonly ContractChange[] {
  const { before, after } = pair;
  const place = requestPlace(pair);
  const { renamed, moved } = comparePaths(walk, pair, place);
  const others = renamedParameters(walk, pair, { place, known: renamed });
  const all = [...renamed, ...others];
  const old = all.length === 0 ? before.method.request : withNames(walk, pair, all);
  return [
    ...all.map(({ change }) => change),
    ...moved,
    ...compareCalls(pair),
    ...compareOrder(pair, all),
    ...compareBodies(pair),
    ...walk.compare(old, after.method.request, place),
  ];
}

function requestPlace({ before, after }: MethodPair): Place {
  const subject = methodName(before);
  return {
    subject,
    method: subject,
    shifts: after.method.input === 'positional' || before.method.input === 'none',
    position: 'request',
    tool: before.tool !== undefined && after.tool !== undefined,
    query: after.route.input === 'query' && routeShape(before) === routeShape(after),
    before: before.method.span,
    after: after.method.span,
    open: new Set(),
  };
}

function fieldsOf(walk: Walk, { before, after }: MethodPair) {
  return {
    old: requestFields(before.method.request, walk.before),
    fresh: requestFields(after.method.request, walk.after),
  };
}

/** The old request with its fields under their new names, so that they are compared with what they became. */
function withNames(walk: Walk, pair: MethodPair, renamed: readonly Renamed[]): ObjectType {
  const names = new Map(renamed.map(({ before, after }) => [before.name, after.name]));
  const fields = fieldsOf(walk, pair).old.map((field) => ({
    ...field,
    name: names.get(field.name) ?? field.name,
  }));
  return { kind: 'object', fields };
}

interface PathFindings {
  readonly renamed: readonly Renamed[];
  readonly moved: readonly ContractChange[];
}

/** In a path the place of a value counts, not its name: a name that is new there was renamed, or moved there. */
function comparePaths(walk: Walk, pair: MethodPair, place: Place): PathFindings {
  const { before, after } = pair;
  if (routeShape(before) !== routeShape(after)) return { renamed: [], moved: [] };
  const { old, fresh } = fieldsOf(walk, pair);
  const places = before.route.pathFields.flatMap((name, index) => {
    const now = after.route.pathFields[index];
    const field = old.find((one) => one.name === name);
    const found = fresh.find((one) => one.name === now);
    return field === undefined || found === undefined || name === now ? [] : [{ field, found }];
  });
  const isMove = ({ field, found }: { field: Field; found: Field }): boolean =>
    fresh.some(({ name }) => name === field.name) || old.some(({ name }) => name === found.name);
  const source = before.method.input === 'positional' ? { verdicts: { source: undefined } } : {};
  return {
    renamed: places
      .filter((one) => !isMove(one))
      .map(({ field, found }) => ({
        before: field,
        after: found,
        change: changeAt(place, {
          code: 'path-field-renamed',
          subject: `${place.subject}(${field.name})`,
          message: `it is called ${found.name} now, and stands at the same place of the path`,
          before: field.span,
          after: found.span,
          ...source,
        }),
      })),
    moved: places.filter(isMove).map(({ field, found }) =>
      changeAt(place, {
        code: 'field-moved',
        subject: `${place.subject}(${field.name})`,
        message: `its place in the path holds ${found.name} now`,
        before: field.span,
        after: found.span,
      }),
    ),
  };
}

interface Others {
  readonly place: Place;
  readonly known: readonly Renamed[];
}

/** A positional parameter of a new name in the place of one whose name is gone, and of the same type. */
function renamedParameters(
  walk: Walk,
  pair: MethodPair,
  { place, known }: Others,
): readonly Renamed[] {
  if (!isPositional(pair)) return [];
  const { old, fresh } = fieldsOf(walk, pair);
  const names = (fields: readonly Field[]) => new Set(fields.map(({ name }) => name));
  const [oldNames, freshNames] = [names(old), names(fresh)];
  return old.flatMap((field, index) => {
    const now = fresh[index];
    if (now === undefined || freshNames.has(field.name) || oldNames.has(now.name)) return [];
    if (known.some((one) => one.before === field) || !isSameType(walk, field, now)) return [];
    const change = changeAt(place, {
      code: 'parameter-renamed',
      subject: `${place.subject}(${field.name})`,
      message: `it is called ${now.name} now`,
      before: field.span,
      after: now.span,
    });
    return [{ before: field, after: now, change }];
  });
}

function isSameType(walk: Walk, before: Field, after: Field): boolean {
  const sides = sidesOf(walk, before.type, after.type);
  return (
    accepts(sides.after, sides.before, 'source') && accepts(sides.before, sides.after, 'source')
  );
}

function isPositional({ before, after }: MethodPair): boolean {
  return before.method.input === 'positional' && after.method.input === 'positional';
}

/** Old calls still compile when nothing was taken, and all that is taken now can be left out. */
function compareCalls(pair: MethodPair): readonly ContractChange[] {
  const [old, fresh] = [pair.before.method, pair.after.method];
  if (old.input === fresh.input) return [];
  if (old.input === 'none' && fresh.parameters.every(({ optional }) => optional)) return [];
  const message = `${callText(pair.before)} -> ${callText(pair.after)}`;
  const spans = { before: old.span, after: fresh.span };
  return [ruled('call-changed', methodName(pair.before), message, spans)];
}

function callText({ method }: MethodPair['before']): string {
  return `${method.name}(${method.parameters.map(({ name }) => name).join(', ')})`;
}

/** Calls name no parameters: those that stay have to stay where they are, and new ones come last. */
function compareOrder(pair: MethodPair, renamed: readonly Renamed[]): readonly ContractChange[] {
  if (!isPositional(pair)) return [];
  const [old, fresh] = [pair.before.method, pair.after.method];
  const names = new Map(renamed.map(({ before, after }) => [before.name, after.name]));
  const now = fresh.parameters.map(({ name }) => name);
  const kept = old.parameters
    .map(({ name }) => names.get(name) ?? name)
    .filter((name) => now.includes(name));
  if (kept.every((name, index) => now[index] === name)) return [];
  const message = `${callText(pair.before)} -> ${callText(pair.after)}`;
  const spans = { before: old.span, after: fresh.span };
  return [ruled('parameters-reordered', methodName(pair.before), message, spans)];
}

/** Callers that send no body go on doing so. Where there must be one, its required fields say what that breaks. */
function compareBodies(pair: MethodPair): readonly ContractChange[] {
  const { before, after } = pair;
  if (routeShape(before) !== routeShape(after)) return [];
  if (before.route.input !== 'none' || after.route.bodyOptional !== true) return [];
  const spans = { before: before.method.span, after: after.method.span };
  const message = 'it took no body, and takes one, which may be left out';
  return [ruled('body-added', methodName(before), message, spans)];
}
