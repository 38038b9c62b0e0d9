import type { Field, Json, ObjectType } from '../types.ts';
import { accepts } from './accepts.ts';
import type { ContractChange } from './change.ts';
import { type Place, type Walk, changeAt } from './walk.ts';
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
        ? [removedField(walk, field, { place, after })]
        : compareFields(walk, field, now, fieldPlace(place, field, now));
    }),
    ...after.fields
      .filter(({ name }) => !old.has(name))
      .map((field) => addedField(walk, field, place)),
    ...compareIndexes(walk, before, after, place),
  ];
}

/** `User.email`, or `UserService.find(limit)` for a parameter. */
export function fieldSubject({ subject, method }: Place, name: string): string {
  return method === undefined ? `${subject}.${name}` : `${method}(${name})`;
}

function fieldPlace(place: Place, before: Field, after: Field): Place {
  const { position, tool, open } = place;
  return {
    subject: fieldSubject(place, before.name),
    position,
    tool,
    open,
    before: before.span,
    after: after.span,
  };
}

function addedField(walk: Walk, field: Field, place: Place): ContractChange {
  const code = field.optional ? 'optional-field-added' : 'required-field-added';
  const kind = field.optional ? 'optional' : 'required';
  const message = `it was added, ${kind}: ${typeWords(field.type, walk.after)}`;
  const subject = fieldSubject(place, field.name);
  return changeAt(place, { code, subject, message, before: null, after: field.span });
}

interface Removal {
  readonly place: Place;
  readonly after: ObjectType;
}

/** An object that takes any property goes on taking the one that it no longer names. */
function removedField(walk: Walk, field: Field, { place, after }: Removal): ContractChange {
  const code = field.optional ? 'optional-field-removed' : 'required-field-removed';
  const message = `it was removed: ${typeWords(field.type, walk.before)}`;
  const subject = fieldSubject(place, field.name);
  const stays =
    place.position === 'request' &&
    after.additional !== undefined &&
    accepts(
      { type: after.additional, declarations: walk.after },
      { type: field.type, declarations: walk.before },
      'request',
    );
  return changeAt(place, {
    code,
    subject,
    message,
    before: field.span,
    after: null,
    ...(stays ? { verdicts: { http: 'safe', tools: 'safe' } } : {}),
  });
}

/** Compares two fields that are one and the same. */
function compareFields(
  walk: Walk,
  before: Field,
  after: Field,
  place: Place,
): readonly ContractChange[] {
  return [
    ...compareOptional(before, after, place),
    ...(place.position === 'request' ? compareDefaults(before, after, place) : []),
    ...compareDeprecated(before, after, place),
    ...walk.compare(before.type, after.type, place),
  ];
}

function compareOptional(before: Field, after: Field, place: Place): readonly ContractChange[] {
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
        }),
  ];
}

function compareDefaults(before: Field, after: Field, place: Place): readonly ContractChange[] {
  const [old, fresh] = [JSON.stringify(before.default), JSON.stringify(after.default)];
  if (old === fresh) return [];
  const code =
    old === undefined
      ? 'default-added'
      : fresh === undefined
        ? 'default-removed'
        : 'default-changed';
  const message = `the default ${said(before.default)} -> ${said(after.default)}`;
  return [changeAt(place, { code, message })];
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
