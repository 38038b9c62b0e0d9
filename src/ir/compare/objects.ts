import { mayBeAbsent } from '../query-absence.ts';
import type { Field, Json, ObjectType, Type } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import type { Position, Verdicts } from './verdicts.ts';
import { type Place, type Walk, changeAt, sidesOf } from './walk.ts';
import { typeWords } from './words.ts';

/** Compares objects field by field, by name; the order of fields means nothing. */
export function compareObjects(
  walk: Walk,
  before: ObjectType,
  after: ObjectType,
  place: Place,
): readonly ContractChange[] {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const fresh = new Map(after.fields.map((field) => [field.name, field]));
  return [
    ...before.fields.flatMap((field) => {
      const now = fresh.get(field.name);
      return now === undefined
        ? [removedField(walk, field, { place, others: after.additional })]
        : compareFields(walk, field, now, fieldPlace(place, field, now));
    }),
    ...after.fields
      .filter(({ name }) => !old.has(name))
      .map((field) => addedField(walk, field, { place, others: before.additional })),
    ...compareIndexes(walk, before, after, place),
  ];
}

/** `User.email`, or `UserService.find(limit)` for a parameter. */
function fieldSubject({ subject, method }: Place, name: string): string {
  return method === undefined ? `${subject}.${name}` : `${method}(${name})`;
}

function fieldPlace(place: Place, before: Field, after: Field): Place {
  const { position, tool, query, open } = place;
  return {
    subject: fieldSubject(place, before.name),
    position,
    tool,
    query,
    open,
    before: before.span,
    after: after.span,
  };
}

interface FieldChange {
  readonly place: Place;
  /** What properties of any name hold in the contract that does not name the field. */
  readonly others: Type | undefined;
}

/** Where any property could be there before, the field was one of them, and is now of a type of its own. */
function addedField(walk: Walk, field: Field, { place, others }: FieldChange): ContractChange {
  const kind = field.optional ? 'optional' : 'required';
  const fits = others === undefined || isAccepted(walk, others, field.type, place.position);
  const isPositional = place.shifts === true;
  return changeAt(place, {
    ...(isPositional && field.optional ? { help: BEHIND_PARAMETERS } : {}),
    code: `${kind}-field-added`,
    subject: fieldSubject(place, field.name),
    message: `it was added, ${kind}: ${typeWords(field.type, walk.after)}`,
    before: null,
    after: field.span,
    verdicts: fits
      ? absenceVerdicts(walk, field, place)
      : { http: 'breaking', source: 'breaking', tools: 'breaking' },
  });
}

const BEHIND_PARAMETERS =
  'In code, the options of a call and the context of your class stand behind the parameters, and move: a field of a message moves nothing.';

/**
 * Callers that leave out what they do not know to be required are refused, unless a query then says it is empty. A
 * parameter stands where the options of a call stood.
 */
function absenceVerdicts(
  walk: Walk,
  { type, optional }: Field,
  { query, shifts }: Place,
): Verdicts {
  if (optional) return shifts === true ? { source: 'breaking' } : {};
  return query && mayBeAbsent(type, walk.after) ? { http: 'safe' } : {};
}

/** An object that takes any property goes on taking the one that it no longer names. */
function removedField(walk: Walk, field: Field, { place, others }: FieldChange): ContractChange {
  const fits = others !== undefined && isAccepted(walk, field.type, others, place.position);
  return changeAt(place, {
    code: `${field.optional ? 'optional' : 'required'}-field-removed`,
    subject: fieldSubject(place, field.name),
    message: `it was removed: ${typeWords(field.type, walk.before)}`,
    before: field.span,
    after: null,
    verdicts: others === undefined ? {} : openVerdicts(field, fits, place),
  });
}

/** In answers the property may now be of the type of any other, or be absent. */
function openVerdicts(field: Field, fits: boolean, { position }: Place): Verdicts {
  const verdict = fits && (position === 'request' || field.optional) ? 'safe' : 'breaking';
  return position === 'request' ? { http: verdict, tools: verdict } : { http: verdict };
}

function isAccepted(walk: Walk, before: Type, after: Type, position: Position): boolean {
  const sides = sidesOf(walk, before, after);
  return position === 'request'
    ? accepts(sides.after, sides.before, position)
    : accepts(sides.before, sides.after, position);
}

/** Compares two fields that are one and the same. */
function compareFields(
  walk: Walk,
  before: Field,
  after: Field,
  place: Place,
): readonly ContractChange[] {
  return [
    ...compareOptional(walk, before, after, place),
    ...(place.position === 'request' ? compareDefaults(walk, before, after, place) : []),
    ...compareDeprecated(before, after, place),
    ...walk.compare(before.type, after.type, place),
  ];
}

function compareOptional(
  walk: Walk,
  before: Field,
  after: Field,
  place: Place,
): readonly ContractChange[] {
  if (before.optional === after.optional) return [];
  return [
    after.optional
      ? changeAt(place, {
          code: 'field-made-optional',
          message: 'it was required, and is optional',
        })
      : changeAt(place, {
          code: 'field-made-required',
          message: 'it was optional, and is required',
          verdicts: absenceVerdicts(walk, after, place),
        }),
  ];
}

function compareDefaults(
  walk: Walk,
  before: Field,
  after: Field,
  place: Place,
): readonly ContractChange[] {
  const [old, fresh] = [JSON.stringify(before.default), JSON.stringify(after.default)];
  if (old === fresh) return [];
  const code =
    old === undefined
      ? 'default-added'
      : fresh === undefined
        ? 'default-removed'
        : 'default-changed';
  const message = `the default ${said(before.default)} -> ${said(after.default)}`;
  // In a query an empty value of what was required is nothing, which the default now takes the place of.
  const { query } = place;
  const wasEmpty = query && !before.optional && mayBeAbsent(before.type, walk.before);
  const isTaken = wasEmpty && after.optional && code === 'default-added';
  return [
    changeAt(place, { code, message, ...(isTaken ? { verdicts: { http: 'breaking' } } : {}) }),
  ];
}

function said(value: Json | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function compareDeprecated(before: Field, after: Field, place: Place): readonly ContractChange[] {
  const reason = after.docs.deprecated;
  if (before.docs.deprecated !== undefined || reason === undefined) return [];
  const message = reason === '' ? 'it became deprecated' : `it became deprecated: ${reason}`;
  return [changeAt(place, { code: 'deprecated', message })];
}

function compareIndexes(
  walk: Walk,
  before: ObjectType,
  after: ObjectType,
  place: Place,
): readonly ContractChange[] {
  const [old, fresh] = [before.additional, after.additional];
  if (old !== undefined && fresh !== undefined) {
    const { method: _, ...rest } = place;
    return walk.compare(old, fresh, { ...rest, subject: fieldSubject(place, '[key]') });
  }
  if (fresh !== undefined) {
    return [changeAt(place, { code: 'index-added', message: 'properties of any name are known' })];
  }
  if (old === undefined) return [];
  const message = 'properties of any name are no longer known';
  return [changeAt(place, { code: 'index-removed', message })];
}
