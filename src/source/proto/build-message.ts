import { type Building, commonOf, lastOf, optionsAmong, rangesAmong } from './build-common.ts';
import { buildEnum } from './build-enum.ts';
import { type BuiltField, buildExtend, buildField } from './build-field.ts';
import type {
  Draft,
  EnumDescriptor,
  ExtensionRange,
  FieldDescriptor,
  MessageDescriptor,
  NumberRange,
  OneofDescriptor,
} from './descriptor.ts';
import { syntheticOneofName, within } from './names.ts';
import { NO_OPTIONS } from './option-value.ts';
import type { FieldNode, MessageMember, MessageNode, OneofNode, RangesNode } from './syntax.ts';

/** The highest number that a field can have. */
export const MAX_NUMBER = 2 ** 29 - 1;

/** The highest number of an extension of a message in the old format of sets. */
export const MAX_SET_NUMBER = 2 ** 31 - 2;

/** What a message is made of, in the order of the text. */
interface Parts {
  readonly field: FieldDescriptor[];
  readonly extension: FieldDescriptor[];
  readonly nestedType: MessageDescriptor[];
  readonly enumType: EnumDescriptor[];
  readonly oneofDecl: OneofDescriptor[];
}

/** A message with everything in it. */
export function buildMessage(
  node: MessageNode,
  building: Building,
  isMapEntry = false,
): MessageDescriptor {
  const { making } = building;
  const parts: Parts = { field: [], extension: [], nestedType: [], enumType: [], oneofDecl: [] };
  const reserved = rangesAmong(node.members, 'reserved');
  const extensions = rangesAmong(node.members, 'extensions');
  const max = isMessageSet(node) ? MAX_SET_NUMBER : MAX_NUMBER;
  const made: Draft<MessageDescriptor> = {
    kind: 'message',
    ...commonOf(node, building),
    parent: building.parent,
    ...parts,
    extensionRange: extensions.flatMap((ranges) => extensionRanges(ranges, max, building)),
    reservedRange: reserved.flatMap((ranges) => exclusiveRanges(ranges)),
    reservedName: reserved.flatMap(({ names }) => names.map(({ text }) => text)),
    visibility: node.visibility,
    isMapEntry,
  };
  making.definitions.push(made);
  making.options.set(made, optionsAmong(node.members));
  making.ranges.set(made, [...reserved, ...extensions]);
  const inside = { ...building, scope: made.fullName, parent: made };
  for (const member of node.members) buildMember(member, inside, parts);
  // The entry of a map has a field `optional` of each of its parts, in proto3 too.
  if (!isMapEntry) addSyntheticOneofs(made, parts);
  else for (const field of parts.field) (field as Draft<FieldDescriptor>).proto3Optional = false;
  return made;
}

function exclusiveRanges({ ranges }: RangesNode, max = MAX_NUMBER): readonly NumberRange[] {
  return ranges.map((range) => ({
    start: Number(range.first.value),
    end: lastOf(range, max) + 1,
  }));
}

/** Whether it says that it is in the old format of sets, in which there are more numbers. */
function isMessageSet({ members }: MessageNode): boolean {
  return optionsAmong(members).some(
    ({ name: [first], value }) =>
      first?.text === 'message_set_wire_format' && value.kind === 'word' && value.text === 'true',
  );
}

function extensionRanges(
  node: RangesNode,
  max: number,
  { making }: Building,
): readonly ExtensionRange[] {
  return exclusiveRanges(node, max).map((range, index) => {
    const span = making.unit.spanOf(node.ranges[index] ?? node);
    const made: ExtensionRange = {
      kind: 'extension range',
      ...range,
      at: { whole: span, name: span },
      options: NO_OPTIONS,
    };
    making.options.set(made as never, node.options);
    return made;
  });
}

type Inside = Building & { readonly parent: MessageDescriptor };

function buildMember(member: MessageMember, inside: Inside, parts: Parts): void {
  switch (member.kind) {
    case 'field':
      take(buildField(member, inside), parts);
      break;
    case 'oneof':
      buildOneof(member, inside, parts);
      break;
    case 'message':
      parts.nestedType.push(buildMessage(member, inside));
      break;
    case 'enum':
      parts.enumType.push(buildEnum(member, inside));
      break;
    case 'extend': {
      const { fields, groups } = buildExtend(member, inside);
      parts.extension.push(...fields);
      parts.nestedType.push(...groups);
      break;
    }
    case 'reserved':
    case 'extensions':
    case 'option':
      break;
  }
}

function take({ field, message }: BuiltField, parts: Parts): void {
  parts.field.push(field);
  if (message !== undefined) parts.nestedType.push(message);
}

function buildOneof(node: OneofNode, inside: Inside, parts: Parts): void {
  const { making, parent } = inside;
  const oneof: OneofDescriptor = {
    kind: 'oneof',
    ...commonOf(node, inside),
    parent,
    isSynthetic: false,
  };
  making.definitions.push(oneof);
  making.options.set(oneof, optionsAmong(node.members));
  parts.oneofDecl.push(oneof);
  const fields = node.members.filter((member): member is FieldNode => member.kind === 'field');
  for (const field of fields) take(buildField(field, inside, { oneof }), parts);
}

/** Source: https://protobuf.dev/programming-guides/field_presence (docs/implementing_proto3_presence.md) */
function addSyntheticOneofs(message: MessageDescriptor, parts: Parts): void {
  const fields = parts.field.filter(({ proto3Optional, oneof }) => proto3Optional && !oneof);
  if (fields.length === 0) return;
  const taken = new Set(
    [parts.field, parts.oneofDecl, parts.nestedType, parts.enumType, parts.extension]
      .flat()
      .map(({ name }) => name),
  );
  for (const field of fields as Draft<FieldDescriptor>[]) {
    const name = syntheticOneofName(field.name, taken);
    taken.add(name);
    field.oneof = {
      kind: 'oneof',
      name,
      fullName: within(message.fullName, name),
      file: message.file,
      at: field.at,
      comments: { detached: [] },
      options: NO_OPTIONS,
      features: message.features,
      deprecated: false,
      parent: message,
      isSynthetic: true,
    };
    parts.oneofDecl.push(field.oneof);
  }
}
