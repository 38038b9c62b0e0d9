import { type Features, inherit } from './features.ts';
import type { Cardinality, Kind, ProtoField } from './model.ts';
import type { WireMessage } from './wire.ts';

/** What surrounds a field. */
interface FieldScope {
  readonly features: Features;
  readonly oneofs: readonly { readonly name: string; readonly features: Features }[];
  /** The names of the entries of the message's maps. */
  readonly maps: ReadonlySet<string>;
  readonly isInMapEntry: boolean;
}

/** `FieldDescriptorProto.Type`, from 1 on. */
const KINDS: readonly Kind[] = [
  'double',
  'float',
  'int64',
  'uint64',
  'int32',
  'fixed64',
  'fixed32',
  'bool',
  'string',
  'group',
  'message',
  'bytes',
  'uint32',
  'enum',
  'sfixed32',
  'sfixed64',
  'sint32',
  'sint64',
];

const [REQUIRED, REPEATED] = [2, 3];

/** A `FieldDescriptorProto`, of a message's own. */
export function decodeField(
  field: WireMessage,
  { features: around, oneofs, maps, isInMapEntry }: FieldScope,
): ProtoField {
  const isLone = field.integer(17) === 1;
  // Zero is the first of them, and it is also what stands for nothing.
  const hasOneof = field.has(9);
  const oneof = hasOneof ? oneofs[field.integer(9)] : undefined;
  const features = inherit(oneof?.features ?? around, field.message(8).message(21));
  const typeName = (field.text(6) ?? '').replace(/^\./, '');
  const isMap = maps.has(typeName.slice(typeName.lastIndexOf('.') + 1)) && field.integer(4) === 3;
  const isDelimited = features.isDelimited && !isMap && !isInMapEntry;
  const kind = KINDS[field.integer(5) - 1] ?? 'message';
  const name = field.text(1) ?? '';
  return {
    number: field.integer(3),
    name,
    fullName: name,
    kind: kind === 'message' && isDelimited ? 'group' : kind,
    typeName,
    cardinality: isMap ? 'map' : cardinalityOf(field, kind, features),
    isMarkedRequired: field.integer(4) === REQUIRED,
    defaultValue: field.text(7),
    oneof: isLone ? undefined : oneof?.name,
    jsonName: field.text(10) ?? name,
    extendee: (field.text(2) ?? '').replace(/^\./, ''),
    jstype: field.message(8).integer(6),
    isVerified: features.isVerified,
    isInMapEntry,
  };
}

function cardinalityOf(field: WireMessage, kind: Kind, features: Features): Cardinality {
  if (field.integer(4) === REPEATED) return 'repeated';
  if (field.integer(4) === REQUIRED) return 'required';
  if (features.presence === 'required') return 'required';
  const isExplicit =
    kind === 'message' ||
    kind === 'group' ||
    field.has(9) ||
    field.has(2) ||
    features.presence === 'explicit';
  return isExplicit ? 'explicit' : 'implicit';
}

/** A `FieldDescriptorProto` that extends a message. */
export function decodeExtension(
  field: WireMessage,
  scope: { readonly prefix: string; readonly nested: string; readonly features: Features },
): ProtoField & { readonly nestedName: string } {
  const { prefix, nested, features } = scope;
  const own = { features, oneofs: [], maps: new Set<string>(), isInMapEntry: false };
  const decoded = decodeField(field, own);
  const { name } = decoded;
  return { ...decoded, fullName: `${prefix}${name}`, nestedName: `${nested}${name}` };
}
