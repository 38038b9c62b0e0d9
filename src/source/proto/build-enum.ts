import {
  type Building,
  commonOf,
  lastOf,
  optionsAmong,
  rangesAmong,
  reservedNames,
} from './build-common.ts';
import type { Draft, EnumDescriptor, EnumValueDescriptor } from './descriptor.ts';
import type { EnumNode, EnumValueNode } from './syntax.ts';

export const MAX_INT32 = 2 ** 31 - 1;

/** An enum and its values, whose full names are beside the enum's, not within it. */
export function buildEnum(node: EnumNode, building: Building): EnumDescriptor {
  const { making } = building;
  const reserved = rangesAmong(node.members, 'reserved');
  const made: Draft<EnumDescriptor> = {
    kind: 'enum',
    ...commonOf(node, building),
    parent: building.parent,
    value: [],
    reservedRange: reserved.flatMap(({ ranges }) =>
      ranges.map((range) => ({ start: Number(range.first.value), end: lastOf(range, MAX_INT32) })),
    ),
    reservedName: reservedNames(node.members),
    visibility: node.visibility,
    isClosed: false,
  };
  making.definitions.push(made);
  making.options.set(made, optionsAmong(node.members));
  making.ranges.set(made, reserved);
  made.value = node.members
    .filter((member): member is EnumValueNode => member.kind === 'value')
    .map((value) => buildValue(value, made, building));
  return made;
}

function buildValue(
  node: EnumValueNode,
  parent: EnumDescriptor,
  building: Building,
): EnumValueDescriptor {
  const { making } = building;
  const made: EnumValueDescriptor = {
    kind: 'enum value',
    ...commonOf(node, building, { number: making.unit.spanOf(node.number) }),
    parent,
    number: Number(node.number.value),
  };
  making.definitions.push(made);
  making.options.set(made, node.options);
  return made;
}
