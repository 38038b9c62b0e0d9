import type { Building } from './build-common.ts';
import type { Draft, MessageDescriptor } from './descriptor.ts';
import { mapEntryName } from './names.ts';
import type { FieldNode, NameNode, OptionNode, TypeNode } from './syntax.ts';

type MapType = TypeNode & { readonly kind: 'map' };

/**
 * The message that a map field stands for: an entry with a key and a value.
 * Source: https://protobuf.dev/programming-guides/proto3/#backwards
 */
export function buildMapEntry(
  node: FieldNode & { readonly type: MapType },
  building: Building,
): MessageDescriptor {
  const { type, name, start, end } = node;
  const nowhere = { comments: { detached: [] }, start, end };
  const features = node.options.filter(isFeature);
  const part = (text: string, number: bigint, of: NameNode): FieldNode => ({
    kind: 'field',
    label: { ...of, text: 'optional' },
    type: { kind: 'named', ...of },
    name: { ...name, text },
    number: { ...node.number, value: number },
    options: features,
    ...nowhere,
  });
  const entry: Draft<MessageDescriptor> = building.buildMessage(
    {
      kind: 'message',
      name: { ...name, text: mapEntryName(name.text) },
      members: [part('key', 1n, type.key), part('value', 2n, type.value)],
      ...nowhere,
    },
    building,
    true,
  );
  return entry;
}

function isFeature({ name: [first] }: OptionNode): boolean {
  return first?.text === 'features' && !first.isExtension;
}
