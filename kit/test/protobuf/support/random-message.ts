import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
  toBinary,
  type UnknownField,
} from '@bufbuild/protobuf';
import { FeatureSet_FieldPresence } from '@bufbuild/protobuf/wkt';
import { reflect, type ReflectMessage, type ScalarValue } from '@bufbuild/protobuf/reflect';
import type { Random } from '../../../../test/support/seeded.ts';
import { registry } from './registry.ts';

/** What random messages are made with. */
export interface Recipe {
  readonly random: Random;
  /** How deep messages may hold each other. */
  readonly depth: number;
  /** Whether messages get fields that their types do not know. */
  readonly unknown: boolean;
}

/** A valid message with some of its fields set. */
export function randomMessage(desc: DescMessage, recipe: Recipe): Message {
  const special = specials[desc.typeName];
  if (special !== undefined) return special(recipe);
  const { random } = recipe;
  const target = reflect(desc);
  const density = random.pick([0.05, 0.3, 0.7, 1]);
  for (const field of desc.fields) {
    const isRequired =
      'presence' in field && field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED;
    if (isRequired || random.chance(density)) setField(target, field, recipe);
  }
  // The value that a wrapper is in code has no room for what is not known of it.
  const hasRoom = !desc.typeName.startsWith('google.protobuf.');
  if (recipe.unknown && hasRoom && random.chance(0.2)) target.setUnknown(unknownRecords(random));
  return target.message;
}

function setField(target: ReflectMessage, field: DescField, recipe: Recipe): void {
  const { random } = recipe;
  const below = { ...recipe, depth: recipe.depth - 1 };
  const isDeep = field.message !== undefined && recipe.depth <= 0;
  if (isDeep) return;
  if (field.fieldKind === 'list') {
    const list = target.get(field);
    const count = random.int(5);
    for (let index = 0; index < count; index += 1) list.add(valueOf(field, below) as never);
  } else if (field.fieldKind === 'map') {
    const map = target.get(field);
    const count = random.int(5);
    for (let index = 0; index < count; index += 1) {
      map.set(scalarOf(field.mapKey, random) as never, valueOf(field, below) as never);
    }
  } else target.set(field, valueOf(field, below) as never);
}

function valueOf(field: DescField, recipe: Recipe): unknown {
  const { random } = recipe;
  if (field.message !== undefined)
    return reflect(field.message, randomMessage(field.message, recipe));
  if (field.enum !== undefined) {
    const { open, values, typeName } = field.enum;
    const isAny = open && typeName !== 'google.protobuf.NullValue' && random.chance(0.2);
    return isAny ? random.pick([99, -99, 0x7fff_ffff]) : random.pick(values).number;
  }
  return scalarOf(field.scalar!, random);
}

const int32s = [0, 1, -1, 127, 128, 300, -300, 0x7fff_ffff, -0x8000_0000, 65_536];
const uint32s = [0, 1, 127, 128, 0x4000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
const int64s = [
  0n,
  1n,
  -1n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
];
const uint64s = [0n, 1n, 2n ** 32n, 2n ** 32n - 1n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n];
const floats = [
  0,
  -0,
  1,
  -1.5,
  0.1,
  3.4028234663852886e38,
  1.401298464324817e-45,
  Infinity,
  -Infinity,
  NaN,
];
const doubles = [
  0,
  -0,
  1,
  -1.5,
  0.1,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  1e21,
  Infinity,
  -Infinity,
  NaN,
];
const texts = [
  '',
  'a',
  'name',
  '__proto__',
  'constructor',
  'ünïcödé',
  '日本語',
  '😀',
  '\0',
  '\ufeff',
  'x'.repeat(40),
];

/** A value of a scalar type: often one at an edge. */
export function scalarOf(type: ScalarType, random: Random): ScalarValue {
  const bits = (): bigint => (BigInt(random.int(2 ** 32)) << 32n) | BigInt(random.int(2 ** 32));
  switch (type) {
    case ScalarType.DOUBLE:
      return random.chance(0.5) ? random.pick(doubles) : (random.int(2 ** 32) - 2 ** 31) / 1000;
    case ScalarType.FLOAT:
      return random.chance(0.5) ? random.pick(floats) : Math.fround(random.int(2 ** 32) / 1000);
    case ScalarType.BOOL:
      return random.chance(0.5);
    case ScalarType.STRING:
      return textOf(random);
    case ScalarType.BYTES:
      return Uint8Array.from({ length: random.pick([0, 1, 2, 3, 40, 200]) }, () => random.int(256));
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return random.chance(0.5) ? random.pick(uint32s) : random.int(2 ** 32);
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return random.chance(0.5) ? random.pick(int32s) : random.int(2 ** 32) - 2 ** 31;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return random.chance(0.5) ? random.pick(uint64s) : bits() >> BigInt(random.int(64));
    default:
      return random.chance(0.5)
        ? random.pick(int64s)
        : BigInt.asIntN(64, bits()) >> BigInt(random.int(64));
  }
}

function textOf(random: Random): string {
  if (random.chance(0.5)) return random.pick(texts);
  const alphabet = random.chance(0.5) ? 'abc-/_~ "\\' : 'aé漢😀';
  const letters = [...alphabet];
  return Array.from({ length: random.int(random.pick([8, 60, 300])) }, () =>
    random.pick(letters),
  ).join('');
}

function unknownRecords(random: Random): UnknownField[] {
  const records: readonly UnknownField[] = [
    { no: 50_000, wireType: 0, data: Uint8Array.of(0x96, 1) },
    { no: 50_001, wireType: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    { no: 50_002, wireType: 2, data: Uint8Array.of(3, 97, 98, 99) },
    { no: 50_003, wireType: 5, data: Uint8Array.of(1, 2, 3, 4) },
  ];
  return Array.from({ length: 1 + random.int(3) }, () => random.pick(records));
}

const wkt = (name: string): DescMessage => registry.getMessage(`google.protobuf.${name}`)!;
const bare = (name: string, value: object): Message => create(wkt(name), value as never);

/** The well-known types that do not take every value. */
const specials: Readonly<Record<string, (recipe: Recipe) => Message>> = {
  'google.protobuf.Timestamp': ({ random }) =>
    bare('Timestamp', {
      seconds: random.pick([
        0n,
        -1n,
        -62_135_596_800n,
        253_402_300_799n,
        BigInt(random.int(2 ** 32)),
      ]),
      nanos: random.pick([0, 1, 999_999_999, 120_000_000, 1_000, random.int(1_000_000_000)]),
    }),
  'google.protobuf.Duration': ({ random }) => {
    const sign = random.chance(0.5) ? 1 : -1;
    const seconds = random.pick([0, 1, 315_576_000_000, random.int(100_000)]);
    return bare('Duration', {
      seconds: BigInt(sign * seconds),
      nanos: sign * random.pick([0, 1, 500_000_000, 999_999_999]) + 0,
    });
  },
  'google.protobuf.FieldMask': ({ random }) => {
    const paths = ['a', 'foo_bar', 'foo_bar.baz_qux', 'a.b_c.d'];
    return bare('FieldMask', { paths: paths.filter(() => random.chance(0.5)) });
  },
  'google.protobuf.Any': ({ random, depth }) => {
    if (random.chance(0.1)) return bare('Any', {});
    const names = ['Timestamp', 'Duration', 'Struct', 'StringValue', 'FieldMask'];
    const name = random.pick([
      ...names.map((each) => `google.protobuf.${each}`),
      'everything.v1.Scalars',
      'everything.v1.Tree',
    ]);
    const desc = registry.getMessage(name)!;
    const message = randomMessage(desc, { random, depth: depth - 1, unknown: false });
    return bare('Any', { typeUrl: `type.googleapis.com/${name}`, value: toBinary(desc, message) });
  },
  'google.protobuf.Struct': (recipe) => structOf(recipe),
  'google.protobuf.ListValue': (recipe) => listOf(recipe),
  'google.protobuf.Value': (recipe) => jsonOf(recipe),
  'google.protobuf.Empty': () => bare('Empty', {}),
};

function structOf({ random, depth, unknown }: Recipe): Message {
  const names = texts.filter(() => random.chance(0.2));
  const below = { random, unknown, depth: depth - 1 };
  const entries = names.map((name) => [name, jsonOf(below)] as const);
  const fields = Object.create(null) as Record<string, Message>;
  for (const [name, value] of entries) fields[name] = value;
  return bare('Struct', { fields: Object.fromEntries(entries) });
}

function listOf({ random, depth, unknown }: Recipe): Message {
  const below = { random, unknown, depth: depth - 1 };
  return bare('ListValue', { values: Array.from({ length: random.int(4) }, () => jsonOf(below)) });
}

function jsonOf(recipe: Recipe): Message {
  const { random, depth } = recipe;
  const kinds = ['nullValue', 'numberValue', 'stringValue', 'boolValue'];
  const kind = random.pick(depth > 0 ? [...kinds, 'structValue', 'listValue'] : kinds);
  const values: Readonly<Record<string, () => unknown>> = {
    nullValue: () => 0,
    numberValue: () => random.pick([0, -0, 1.5, -1e300, random.int(1000)]),
    stringValue: () => textOf(random),
    boolValue: () => random.chance(0.5),
    structValue: () => structOf(recipe),
    listValue: () => listOf({ ...recipe, depth: depth - 1 }),
  };
  return bare('Value', { kind: { case: kind, value: values[kind]!() } });
}
