import { type Building, commonOf } from './build-common.ts';
import type { Draft, FieldDescriptor, MessageDescriptor, OneofDescriptor } from './descriptor.ts';
import type { FieldMaking } from './making.ts';
import { buildMapEntry } from './map-entry.ts';
import { jsonNameOf } from './names.ts';
import { scalarNamed } from './scalars.ts';
import type { ExtendNode, FieldNode, NameNode, OptionNode } from './syntax.ts';

/** A field, and the message that its group or map declares. */
export interface BuiltField {
  readonly field: FieldDescriptor;
  readonly message?: MessageDescriptor;
}

/** What a field is in, beside the message. */
export interface FieldPlace {
  readonly oneof?: OneofDescriptor;
  readonly extendee?: NameNode;
}

/** A field or an extension, whose type is still to be resolved where it has a name. */
export function buildField(
  node: FieldNode,
  building: Building,
  { oneof, extendee }: FieldPlace = {},
): BuiltField {
  const field = emptyField(node, building, oneof);
  const { making } = building;
  making.definitions.push(field);
  const message = typeOf(node, field, building);
  if (message !== undefined) field.message = message;
  if (node.type.kind === 'map') field.label = 'repeated';
  making.options.set(
    field,
    node.options.filter((option) => !isPseudoOption(option)),
  );
  making.fields.push(fieldMaking(node, field, extendee));
  return { field, ...(message === undefined ? {} : { message }) };
}

function emptyField(
  node: FieldNode,
  building: Building,
  oneof: OneofDescriptor | undefined,
): Draft<FieldDescriptor> {
  const { spanOf } = building.making.unit;
  const { label } = node;
  return {
    kind: 'field',
    ...commonOf(node, building, {
      type: spanOf(node.type),
      number: spanOf(node.number),
      ...(label === undefined ? {} : { label: spanOf(label) }),
    }),
    parent: building.parent,
    number: Number(node.number.value),
    label: labelOf(label),
    type: node.type.kind === 'named' ? (scalarNamed(node.type.text) ?? 'message') : 'message',
    message: undefined,
    enum: undefined,
    extendee: undefined,
    defaultValue: undefined,
    oneof,
    jsonName: jsonNameOf(node.name.text),
    proto3Optional: label?.text === 'optional' && building.making.file.edition === 'proto3',
    isMap: node.type.kind === 'map',
    presence: 'explicit',
    isPacked: false,
    isDelimited: false,
  };
}

function labelOf(label: NameNode | undefined): FieldDescriptor['label'] {
  if (label?.text === 'repeated') return 'repeated';
  return label?.text === 'required' ? 'required' : 'optional';
}

/** The message that a map or a group declares, beside the field. */
function typeOf(
  node: FieldNode,
  field: Draft<FieldDescriptor>,
  building: Building,
): MessageDescriptor | undefined {
  const { type } = node;
  switch (type.kind) {
    case 'named':
      return undefined;
    case 'map':
      return buildMapEntry({ ...node, type }, building);
    case 'group':
      field.type = 'group';
      return building.buildMessage(type.message, building);
  }
}

/** Whether it is `default` or `json_name`, which are written like options and are none. */
export function isPseudoOption({ name }: OptionNode): boolean {
  const [first, ...others] = name;
  return (
    others.length === 0 && first?.isExtension === false && /^(default|json_name)$/.test(first.text)
  );
}

function fieldMaking(
  node: FieldNode,
  field: Draft<FieldDescriptor>,
  extendee: NameNode | undefined,
): FieldMaking {
  const pseudo = (name: string): OptionNode | undefined =>
    node.options.find((option) => isPseudoOption(option) && option.name[0]?.text === name);
  const defaultValue = pseudo('default');
  const jsonName = pseudo('json_name');
  const { type } = node;
  return {
    field,
    node,
    ...(type.kind === 'named' && scalarNamed(type.text) === undefined ? { type } : {}),
    ...(extendee === undefined ? {} : { extendee }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(jsonName === undefined ? {} : { jsonName }),
  };
}

/** The extensions of a block, and the messages that groups among them declare. */
export function buildExtend(
  node: ExtendNode,
  building: Building,
): { readonly fields: readonly FieldDescriptor[]; readonly groups: readonly MessageDescriptor[] } {
  const { report, unit } = building.making;
  if (node.members.length === 0) {
    const params = { what: `this extension of ${node.extendee.text}`, wanted: 'field' };
    report('proto-empty', params, unit.spanOf(node.extendee));
  }
  const { extendee } = node;
  const built = node.members.map((member) => buildField(member, building, { extendee }));
  return {
    fields: built.map(({ field }) => field),
    groups: built.flatMap(({ message }) => (message === undefined ? [] : [message])),
  };
}
