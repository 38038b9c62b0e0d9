import { type QueryObstacle, SCALAR_REASONS } from './query.ts';
import { type Declarations, resolveType } from './resolve.ts';
import type { Field, Type } from './types.ts';

/** What a query carries of a request that shares its fields out by a mapping. */
export interface QueryShare {
  /** The request's own fields of which it carries something. */
  readonly fields: readonly string[];
  /** What it does not carry within them, with dots: the path has it, or no query can carry it. */
  readonly without: readonly string[];
  /** What no query can carry: nothing over HTTP says it. */
  readonly leftOut: readonly QueryObstacle[];
}

interface Walk {
  readonly declarations: Declarations;
  readonly taken: readonly string[];
  readonly open: ReadonlySet<string>;
}

/** What is left out, and why; without a reason where the path has it. */
interface Omission {
  readonly field: string;
  readonly reason?: string;
}

/**
 * Shares out what neither path nor body has (`google.api.http`): scalars as their text, lists of them as repeated
 * names, the fields of messages as names with dots. Maps, lists of messages and what holds itself are left out.
 *
 * @param taken what the path has, with dots
 */
export function queryShare(
  fields: readonly Field[],
  taken: readonly string[],
  declarations: Declarations,
): QueryShare {
  const walk = { declarations, taken, open: new Set<string>() };
  const omissions = fields.flatMap((field) => omissionsOf(field.type, field.name, walk));
  const whole = new Set(omissions.map(({ field }) => field));
  return {
    fields: fields.map(({ name }) => name).filter((name) => !whole.has(name)),
    without: omissions.map(({ field }) => field).filter((path) => path.includes('.')),
    leftOut: omissions.flatMap(({ field, reason }) =>
      reason === undefined ? [] : [{ field, reason }],
    ),
  };
}

function omissionsOf(type: Type, path: string, walk: Walk): readonly Omission[] {
  if (walk.taken.includes(path)) return [{ field: path }];
  const target = resolveType(type, walk.declarations);
  if (target.kind !== 'object') {
    const reason = reasonOf(target, walk.declarations);
    return reason === undefined ? [] : [{ field: path, reason }];
  }
  const name = type.kind === 'ref' ? type.name : '';
  if (walk.open.has(name)) return [{ field: path, reason: `a ${name} within a ${name}` }];
  const within = { ...walk, open: new Set([...walk.open, name]) };
  return target.fields.flatMap((field) => omissionsOf(field.type, `${path}.${field.name}`, within));
}

function reasonOf(type: Type, declarations: Declarations): string | undefined {
  switch (type.kind) {
    case 'list':
    case 'set': {
      const item = resolveType(type.items, declarations);
      if (item.kind === 'object') return 'a list of messages';
      return reasonOf(item, declarations) === undefined ? undefined : 'a list of any values';
    }
    case 'map':
      return 'a map';
    case 'scalar':
      // A mapping has bytes as text; what else has no text of its own has none here either.
      return type.scalar === 'bytes' ? undefined : SCALAR_REASONS[type.scalar];
    default:
      return undefined;
  }
}
