import { type Random, seeded } from '../seeded.ts';
import type { Pair } from './pair.ts';

type Syntax = 'proto2' | 'proto3' | 'edition';

interface Field {
  name: string;
  number: number;
  type: string;
  label: string;
  options: string;
  oneof: string;
}

interface Message {
  name: string;
  fields: Field[];
  reserved: number[];
  names: string[];
}

interface Enum {
  name: string;
  values: { name: string; number: number }[];
  reserved: number[];
  names: string[];
}

interface Rpc {
  name: string;
  request: string;
  response: string;
  in: boolean;
  out: boolean;
}

/** A file that is made of random parts, to be edited. */
interface Model {
  syntax: Syntax;
  head: string;
  messages: Message[];
  enums: Enum[];
  rpcs: Rpc[];
}

const SCALARS =
  'int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool float double string bytes';
const scalars = SCALARS.split(' ');

/** Pairs of files, each a random one and what some random edits made of it: the same for a seed. */
export function randomPairs(seed: number, count: number): readonly Pair[] {
  return Array.from({ length: count }, (_, index) => {
    const random = seeded(seed + index);
    const before = model(random);
    const after = structuredClone(before);
    for (let left = 1 + random.int(5); left > 0; left -= 1) edit(random, after);
    return {
      name: `seed ${seed + index}`,
      before: { 'a.proto': print(before) },
      after: { 'a.proto': print(after) },
    };
  });
}

function model(random: Random): Model {
  const syntax = random.pick(['proto2', 'proto3', 'edition'] as const);
  const enums = ['E0', 'E1'].map((name) => ({
    name,
    values: Array.from({ length: 4 }, (_, number) => ({ name: `${name}_V${number}`, number })),
    reserved: [20, 21],
    names: [`${name}_OLD`],
  }));
  const made: Model = { syntax, head: '', messages: [], enums, rpcs: [] };
  for (const name of ['M0', 'M1', 'M2']) {
    made.messages.push({ name, fields: [], reserved: [50, 51, 52], names: ['old'] });
  }
  for (const message of made.messages) {
    for (let number = 1; number <= 5; number += 1) message.fields.push(field(random, made, number));
  }
  made.rpcs = ['Get', 'Put'].map((name) => ({
    name,
    request: random.pick(made.messages).name,
    response: random.pick(made.messages).name,
    in: random.chance(0.3),
    out: random.chance(0.3),
  }));
  return made;
}

function field(random: Random, made: Model, number: number): Field {
  const plain = { name: `f${number}`, number, type: typeOf(random, made), options: '', oneof: '' };
  const oneof = random.chance(0.2) ? random.pick(['o', 'p']) : '';
  return { ...plain, oneof, label: oneof === '' ? labelOf(random, made) : '' };
}

function typeOf(random: Random, { messages, enums }: Model): string {
  const sort = random.int(6);
  if (sort === 0) return random.pick(messages).name;
  if (sort === 1) return random.pick(enums).name;
  return random.pick(scalars);
}

function labelOf(random: Random, { syntax }: Model): string {
  const labels = {
    proto2: ['optional', 'optional', 'required', 'repeated', 'map'],
    proto3: ['', '', 'optional', 'repeated', 'map'],
    edition: ['', '', 'repeated', 'map'],
  };
  return random.pick(labels[syntax]);
}

type Edit = (random: Random, made: Model) => void;

const without = <T>(list: T[], one: T): void => {
  list.splice(list.indexOf(one), 1);
};

/** Edits of a field keep the rest of the message valid. */
const onField =
  (change: (random: Random, message: Message, one: Field, made: Model) => void): Edit =>
  (random, made) => {
    const message = random.pick(made.messages);
    if (message.fields.length > 1) change(random, message, random.pick(message.fields), made);
  };

const onEnum =
  (change: (random: Random, one: Enum) => void): Edit =>
  (random, made) =>
    change(random, random.pick(made.enums));

const edits: readonly Edit[] = [
  onField((_, message, one) => without(message.fields, one)),
  onField((random, message, one) => {
    without(message.fields, one);
    if (random.chance(0.7)) message.reserved.push(one.number);
    if (random.chance(0.7)) message.names.push(one.name);
  }),
  onField((_, __, one) => {
    one.name = `${one.name}_x`;
  }),
  onField((_, message, one) => {
    one.number = Math.max(...message.fields.map(({ number }) => number)) + 1;
    while (message.reserved.includes(one.number)) one.number += 1;
  }),
  onField((random, _, one, made) => {
    one.type = typeOf(random, made);
    one.options = '';
  }),
  onField((random, _, one) => {
    if (scalars.includes(one.type)) one.type = random.pick(scalars);
    one.options = '';
  }),
  onField((random, _, one, made) => {
    one.oneof = '';
    one.options = '';
    one.label = labelOf(random, made);
  }),
  onField((random, _, one) => {
    one.label = '';
    one.options = '';
    one.oneof = random.pick(['o', 'p', 'q']);
  }),
  onField((random, _, one, made) => {
    if (made.syntax === 'edition' && one.label === '' && one.oneof === '') {
      const isMessage = made.messages.some(({ name }) => name === one.type);
      one.options = isMessage
        ? '[features.message_encoding = DELIMITED]'
        : `[features.field_presence = ${random.pick(['EXPLICIT', 'LEGACY_REQUIRED'])}]`;
    } else if (made.syntax === 'proto2' && one.label === 'optional' && /int/.test(one.type)) {
      one.options = `[default = ${random.int(3)}]`;
    } else one.options = `[json_name = "j${one.number}"]`;
  }),
  (random, made) => {
    const message = random.pick(made.messages);
    const number = 100 + message.fields.length;
    if (message.fields.every((one) => one.number !== number)) {
      message.fields.push(field(random, made, number));
    }
  },
  (random, made) => {
    const message = random.pick(made.messages);
    message.reserved = message.reserved.filter((number) => number !== random.pick([50, 51, 52]));
  },
  (random, made) => {
    random.pick(made.messages).names = [];
  },
  onEnum((random, one) => {
    if (one.values.length < 3) return;
    const value = one.values[1 + random.int(one.values.length - 1)];
    if (value === undefined) return;
    without(one.values, value);
    if (random.chance(0.5)) one.reserved.push(value.number);
    if (random.chance(0.5)) one.names.push(value.name);
  }),
  onEnum((random, one) => {
    const value = random.pick(one.values);
    value.name = `${value.name}_X`;
  }),
  onEnum((random, one) => {
    one.reserved = random.chance(0.5) ? [20] : [20, 21, 22];
  }),
  onEnum((_, one) => {
    one.names = [];
  }),
  (random, made) => {
    const rpc = random.pick(made.rpcs);
    if (random.chance(0.5)) rpc.in = !rpc.in;
    else rpc.response = random.pick(made.messages).name;
  },
  (random, made) => {
    if (random.chance(0.3)) made.rpcs = made.rpcs.slice(1);
  },
  (random, made) => {
    if (made.syntax !== 'edition') return;
    const name = random.pick([
      'enum_type = CLOSED',
      'json_format = LEGACY_BEST_EFFORT',
      'utf8_validation = NONE',
      'message_encoding = DELIMITED',
    ]);
    made.head = `option features.${name};\n`;
  },
];

function edit(random: Random, made: Model): void {
  random.pick(edits)(random, made);
}

function print({ syntax, head, messages, enums, rpcs }: Model): string {
  const first = syntax === 'edition' ? 'edition = "2023"' : `syntax = "${syntax}"`;
  const stream = (is: boolean): string => (is ? 'stream ' : '');
  const methods = rpcs.map(
    (rpc) =>
      `  rpc ${rpc.name}(${stream(rpc.in)}${rpc.request}) returns (${stream(rpc.out)}${rpc.response});\n`,
  );
  return [
    `${first};\npackage PACKAGE;\n${head}`,
    ...messages.map((message) => printMessage(message, syntax)),
    ...enums.map((one) => {
      const values = one.values.map(({ name, number }) => `  ${name} = ${number};\n`);
      return `enum ${one.name} {\n${values.join('')}${printReserved(one, syntax)}}\n`;
    }),
    `service S {\n${methods.join('')}}\n`,
  ].join('');
}

function printMessage(message: Message, syntax: Syntax): string {
  const oneofs = [...new Set(message.fields.map(({ oneof }) => oneof))].filter(
    (name) => name !== '',
  );
  const plain = message.fields.filter(({ oneof }) => oneof === '').map(printField);
  const parts = oneofs.map((name) => {
    const own = message.fields.filter(({ oneof }) => oneof === name).map(printField);
    return `  oneof ${name} {\n${own.join('')}  }\n`;
  });
  const body = [...plain, ...parts].join('');
  return `message ${message.name} {\n${body}${printReserved(message, syntax)}}\n`;
}

function printField({ label, type, name, number, options }: Field): string {
  const told = label === 'map' ? `map<string, ${type}>` : `${label} ${type}`.trim();
  return `  ${told} ${name} = ${number} ${options};\n`;
}

/** Editions have names there, the others texts. */
function printReserved(
  { reserved, names }: Pick<Message, 'reserved' | 'names'>,
  syntax: Syntax,
): string {
  const told = names.map((name) => (syntax === 'edition' ? name : JSON.stringify(name)));
  return [reserved.join(', '), told.join(', ')]
    .filter((text) => text !== '')
    .map((text) => `  reserved ${text};\n`)
    .join('');
}
