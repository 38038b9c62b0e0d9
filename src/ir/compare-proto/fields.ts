import { type About, type ProtoChange, changed } from './change.ts';
import { defaultOf, isSameDefault } from './defaults.ts';
import { compareTypes } from './field-types.ts';
import type { Cardinality, EnumTables, ProtoField } from './model.ts';

/** What changed in fields that are on both sides: they are known by their numbers. */
export function compareFields(
  holder: string,
  [before, after]: readonly [readonly ProtoField[], readonly ProtoField[]],
  enums: EnumTables,
): readonly ProtoChange[] {
  const fresh = new Map(after.map((field) => [field.number, field]));
  return before.flatMap((old) => {
    const field = fresh.get(old.number);
    if (field === undefined) return [];
    const about: About = {
      subject: old.extendee === '' ? `${holder}.${old.name}` : old.fullName,
      owner: holder,
      member: old.jsonName,
    };
    return [
      ...compareNames(about, old, field),
      ...compareTypes(about, { before: old, after: field, enums }),
      ...compareCardinality(about, old, field),
      ...compareDefaults(about, { before: old, after: field, enums }),
      ...compareOneofs(about, old, field),
      ...compareOptions(about, old, field),
    ];
  });
}

function compareNames(about: About, before: ProtoField, after: ProtoField): readonly ProtoChange[] {
  const isRenamed = before.fullName !== after.fullName;
  const isExtension = before.extendee !== '';
  const name = isExtension ? after.fullName : after.name;
  const message = isRenamed
    ? `the field is called ${name} now`
    : `the field is called ${JSON.stringify(after.jsonName)} in JSON now, and was ${JSON.stringify(before.jsonName)}`;
  return changed(
    { code: 'proto-field-renamed', ...about, now: after.jsonName, message },
    {
      FIELD_SAME_NAME: isRenamed,
      FIELD_SAME_JSON_NAME: !isExtension && before.jsonName !== after.jsonName,
    },
  );
}

const WORDS: Readonly<Record<Cardinality, string>> = {
  explicit: 'optional',
  implicit: 'single, its absence no other than its zero',
  required: 'required',
  repeated: 'repeated',
  map: 'a map',
};

/** What is alike in bytes: whether absence is told makes no difference to them. */
const IN_BYTES: Readonly<Record<Cardinality, number>> = {
  explicit: 1,
  implicit: 1,
  required: 2,
  repeated: 3,
  map: 3,
};

/** JSON has lists for the one and objects for the other. */
const IN_JSON: Readonly<Record<Cardinality, number>> = { ...IN_BYTES, map: 4 };

function compareCardinality(
  about: About,
  { cardinality: before, isInMapEntry }: ProtoField,
  { cardinality: after }: ProtoField,
): readonly ProtoChange[] {
  const message = `the field was ${WORDS[before]}, and is ${WORDS[after]}`;
  return changed(
    { code: 'proto-field-cardinality-changed', ...about, message },
    {
      FIELD_SAME_CARDINALITY: !isInMapEntry && before !== after,
      FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY: IN_JSON[before] !== IN_JSON[after],
      FIELD_WIRE_COMPATIBLE_CARDINALITY: IN_BYTES[before] !== IN_BYTES[after],
    },
  );
}

function compareDefaults(
  about: About,
  { before, after, enums }: { before: ProtoField; after: ProtoField; enums: EnumTables },
): readonly ProtoChange[] {
  const [old, fresh] = [defaultOf(before, enums.before), defaultOf(after, enums.after)];
  if (old === undefined || fresh === undefined) return [];
  const message = `the default was ${before.defaultValue ?? 'none'}, and is ${after.defaultValue ?? 'none'}`;
  return changed(
    { code: 'proto-field-default-changed', ...about, message },
    { FIELD_SAME_DEFAULT: !isSameDefault(old, fresh) },
  );
}

function compareOneofs(
  about: About,
  { oneof: before, extendee }: ProtoField,
  { oneof: after }: ProtoField,
): readonly ProtoChange[] {
  const place = (oneof: string | undefined): string =>
    oneof === undefined ? 'in no oneof' : `in the oneof ${oneof}`;
  const message = `the field was ${place(before)}, and is ${place(after)}`;
  return changed(
    { code: 'proto-field-moved', ...about, message },
    { FIELD_SAME_ONEOF: extendee === '' && before !== after },
  );
}

function compareOptions(
  about: About,
  before: ProtoField,
  after: ProtoField,
): readonly ProtoChange[] {
  const isLong = [before, after].every(({ kind }) => kind.endsWith('64'));
  const isText = [before, after].every(({ kind }) => kind === 'string');
  const isOther = isLong && before.jstype !== after.jstype;
  const message = isOther ? 'its jstype changed' : 'other checks of UTF-8';
  return changed(
    { code: 'proto-field-option-changed', ...about, message },
    {
      FIELD_SAME_JSTYPE: isOther,
      FIELD_SAME_UTF8_VALIDATION: isText && before.isVerified !== after.isVerified,
    },
  );
}
