/** What a kind of change is in words, and what can be done about it. */
interface ProtoChangeKind {
  readonly title: string;
  readonly help: string;
}

const RESERVE = 'Reserve both its number and its name, or keep it, deprecated.';
const BESIDE = 'Leave it as it was, and add another one with a new number beside it.';
const KEEP = 'Keep it, deprecated, until nobody uses it.';
const NAMES = 'Names are what code and JSON show: keep the old one.';

/** Every kind of change that is told of a contract in the protobuf language. Codes are never reused. */
export const protoChangeCodes = {
  'proto-file-removed': { title: 'a file is gone', help: 'Imports name it: keep it.' },
  'proto-package-changed': {
    title: 'another package of a file',
    help: 'Paths of rpcs begin with the package: serve the new one beside the old.',
  },
  'proto-syntax-changed': {
    title: 'another syntax of a file',
    help: 'Code that is made of the file may be another one; bytes are told of by themselves.',
  },
  'proto-declaration-removed': {
    title: 'a message, enum, extension or service is gone from its file',
    help: KEEP,
  },
  'proto-rpc-removed': { title: 'an rpc is gone', help: KEEP },
  'proto-rpc-type-changed': {
    title: 'another request or response type of an rpc',
    help: 'Give the new form an rpc of its own.',
  },
  'proto-rpc-streaming-changed': {
    title: 'one message became a stream, or the other way round',
    help: 'Give the new form an rpc of its own.',
  },
  'proto-rpc-option-changed': {
    title: 'another `idempotency_level`',
    help: 'Clients may rely on it: leave it as it was.',
  },
  'proto-field-removed': { title: 'a field is gone', help: RESERVE },
  'proto-field-renamed': { title: 'a field has another name, or another one in JSON', help: NAMES },
  'proto-field-type-changed': { title: 'another type of a field', help: BESIDE },
  'proto-field-cardinality-changed': {
    title: 'a field is there more often or less often, or its absence is told otherwise',
    help: BESIDE,
  },
  'proto-field-default-changed': {
    title: 'another default of a field',
    help: 'Those who leave it out mean the old default: keep it.',
  },
  'proto-field-moved': {
    title: 'a field moved into a oneof, out of one, or to another',
    help: BESIDE,
  },
  'proto-field-option-changed': {
    title: 'another `jstype`, or other checks of UTF-8',
    help: 'Leave it as it was.',
  },
  'proto-required-changed': {
    title: 'a `required` field came or went',
    help: 'Who does not know of it is refused: make new fields optional, and leave `required` ones.',
  },
  'proto-oneof-removed': { title: 'a oneof is gone', help: 'Code knows it by its name: keep it.' },
  'proto-extensions-removed': {
    title: 'numbers that extensions could have are gone',
    help: 'Extensions may have them: keep the range.',
  },
  'proto-reserved-removed': {
    title: 'what was reserved is no longer',
    help: 'It keeps old bytes from being taken for something else: keep it.',
  },
  'proto-json-format-changed': {
    title: 'a message or an enum promises JSON no longer',
    help: 'Leave `json_format` as it was.',
  },
  'proto-enum-value-removed': { title: 'a value of an enum is gone', help: RESERVE },
  'proto-enum-value-renamed': { title: 'a value of an enum has another name', help: NAMES },
  'proto-enum-type-changed': {
    title: 'an open enum became a closed one, or the other way round',
    help: 'Leave `enum_type` as it was.',
  },
} as const satisfies Readonly<Record<string, ProtoChangeKind>>;

/** A kind of change of a contract in the protobuf language. */
export type ProtoChangeCode = keyof typeof protoChangeCodes;
