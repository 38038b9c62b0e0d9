import { edition, files, type Pair, proto2, proto3 } from './pair.ts';

/** Fields of every kind of number, text and bytes. */
const KINDS = [
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'float',
  'double',
  'string',
  'bytes',
] as const;

const message = (fields: string): string => `message M { ${fields} }\n`;
const N = 'message N { string x = 1; }\n';
const O = 'message O { string x = 1; }\n';
const E = 'enum E { E_NONE = 0; E_ONE = 1; E_TWO = 2; }\n';
const E2 = 'enum E { E_NONE = 1; E_ONE = 2; E_TWO = 3; }\n';
const service = (methods: string): string => `service S { ${methods} }\n`;

const fieldRows: readonly Pair[] = [
  proto3('nothing', message('string a = 1;'), message('string a = 1;')),
  proto3('a field is added', message('string a = 1;'), message('string a = 1; string b = 2;')),
  proto3('a field is removed', message('string a = 1; string b = 2;'), message('string a = 1;')),
  proto3(
    'a field is removed, its number reserved',
    message('string a = 1; string b = 2;'),
    message('string a = 1; reserved 2;'),
  ),
  proto3(
    'a field is removed, its name reserved',
    message('string a = 1; string b = 2;'),
    message('string a = 1; reserved "b";'),
  ),
  proto3(
    'a field is removed, both reserved',
    message('string a = 1; string b = 2;'),
    message('string a = 1; reserved 2; reserved "b";'),
  ),
  proto3(
    'a field is removed within a reserved range',
    message('string a = 1; string b = 5;'),
    message('string a = 1; reserved 2 to 9;'),
  ),
  proto3('a field is renamed', message('string a = 1;'), message('string b = 1;')),
  proto3(
    'a field is renamed, its JSON kept',
    message('string a = 1;'),
    message('string b = 1 [json_name = "a"];'),
  ),
  proto3(
    'a field has another JSON name',
    message('string a_b = 1;'),
    message('string a_b = 1 [json_name = "x"];'),
  ),
  proto3(
    'the JSON name is said that it has anyway',
    message('string a_b = 1;'),
    message('string a_b = 1 [json_name = "aB"];'),
  ),
  proto3('a field gets another number', message('string a = 1;'), message('string a = 2;')),
  proto3(
    'two fields change places',
    message('string a = 1; int32 b = 2;'),
    message('int32 b = 1; string a = 2;'),
  ),
  proto3(
    'the order is another',
    message('string a = 1; int32 b = 2;'),
    message('int32 b = 2; string a = 1;'),
  ),
  proto3(
    'a message becomes another',
    `${N}${O}${message('N a = 1;')}`,
    `${N}${O}${message('O a = 1;')}`,
  ),
  proto3(
    'a message becomes a text',
    `${N}${message('N a = 1;')}`,
    `${N}${message('string a = 1;')}`,
  ),
  proto3('a message becomes bytes', `${N}${message('N a = 1;')}`, `${N}${message('bytes a = 1;')}`),
  proto3(
    'an enum becomes a number',
    `${E}${message('E a = 1;')}`,
    `${E}${message('int32 a = 1;')}`,
  ),
  proto3(
    'a number becomes an enum',
    `${E}${message('int32 a = 1;')}`,
    `${E}${message('E a = 1;')}`,
  ),
  proto3(
    'an enum becomes another of its values',
    `${E}enum F { F_NONE = 0; } ${message('E a = 1;')}`,
    `${E}enum F { F_NONE = 0; } ${message('F a = 1;')}`,
  ),
  proto3(
    'an enum moves into its message',
    `${E}${message('E a = 1;')}`,
    message(`${E.trim()} E a = 1;`),
  ),
  proto3(
    'an enum moves into its message and grows',
    `${E}${message('E a = 1;')}`,
    message('enum E { E_NONE = 0; E_ONE = 1; E_TWO = 2; E_MORE = 3; } E a = 1;'),
  ),
  proto3(
    'an enum moves into its message and shrinks',
    `${E}${message('E a = 1;')}`,
    message('enum E { E_NONE = 0; E_ONE = 1; } E a = 1;'),
  ),
  proto3(
    'a message moves into its message',
    `${N}${message('N a = 1;')}`,
    message(`${N.trim()} N a = 1;`),
  ),
  proto3('one becomes many', message('string a = 1;'), message('repeated string a = 1;')),
  proto3('many become one', message('repeated string a = 1;'), message('string a = 1;')),
  proto3('one becomes optional', message('string a = 1;'), message('optional string a = 1;')),
  proto3('optional becomes plain', message('optional string a = 1;'), message('string a = 1;')),
  proto3(
    'optional becomes many',
    message('optional int32 a = 1;'),
    message('repeated int32 a = 1;'),
  ),
  proto3(
    'a message becomes optional',
    `${N}${message('N a = 1;')}`,
    `${N}${message('optional N a = 1;')}`,
  ),
  proto3(
    'many become a map',
    message('repeated string a = 1;'),
    message('map<string, string> a = 1;'),
  ),
  proto3(
    'a map becomes many',
    message('map<string, string> a = 1;'),
    message('repeated string a = 1;'),
  ),
  proto3(
    'a map becomes its entries',
    message('map<string, string> a = 1;'),
    message('message AEntry { string key = 1; string value = 2; } repeated AEntry a = 1;'),
  ),
  proto3(
    'entries become a map',
    message('message AEntry { string key = 1; string value = 2; } repeated AEntry a = 1;'),
    message('map<string, string> a = 1;'),
  ),
  proto3(
    'a map has other keys',
    message('map<string, string> a = 1;'),
    message('map<int32, string> a = 1;'),
  ),
  proto3(
    'a map has other values',
    message('map<string, string> a = 1;'),
    message('map<string, int64> a = 1;'),
  ),
  proto3(
    'a map has alike values',
    message('map<string, int32> a = 1;'),
    message('map<string, uint32> a = 1;'),
  ),
  proto3(
    'a map has other messages',
    `${N}${O}${message('map<string, N> a = 1;')}`,
    `${N}${O}${message('map<string, O> a = 1;')}`,
  ),
  proto3(
    'a map is renamed',
    message('map<string, int32> a = 1;'),
    message('map<string, int32> b = 1;'),
  ),
  proto3(
    'a map is removed',
    message('map<string, int32> a = 1; string b = 2;'),
    message('string b = 2;'),
  ),
  proto3(
    'a field moves into a oneof',
    message('string a = 1; int32 b = 2;'),
    message('oneof o { string a = 1; } int32 b = 2;'),
  ),
  proto3(
    'a field moves out of a oneof',
    message('oneof o { string a = 1; int32 b = 2; }'),
    message('string a = 1; oneof o { int32 b = 2; }'),
  ),
  proto3(
    'an optional field moves into a oneof',
    message('optional string a = 1;'),
    message('oneof o { string a = 1; }'),
  ),
  proto3(
    'a field moves between oneofs',
    message('oneof o { string a = 1; int32 b = 2; } oneof p { int32 c = 3; }'),
    message('oneof o { int32 b = 2; } oneof p { int32 c = 3; string a = 1; }'),
  ),
  proto3(
    'a oneof is renamed',
    message('oneof o { string a = 1; }'),
    message('oneof p { string a = 1; }'),
  ),
  proto3(
    'a oneof is dissolved',
    message('oneof o { string a = 1; int32 b = 2; }'),
    message('string a = 1; int32 b = 2;'),
  ),
  proto3(
    'a oneof gets an alternative',
    message('oneof o { string a = 1; }'),
    message('oneof o { string a = 1; int32 b = 2; }'),
  ),
  proto3(
    'a oneof loses an alternative',
    message('oneof o { string a = 1; int32 b = 2; }'),
    message('oneof o { string a = 1; }'),
  ),
  proto3(
    'a field is deprecated',
    message('string a = 1;'),
    message('string a = 1 [deprecated = true];'),
  ),
  proto3(
    'a number is written as text in JavaScript',
    message('int64 a = 1;'),
    message('int64 a = 1 [jstype = JS_STRING];'),
  ),
  proto3(
    'a list is no longer packed',
    message('repeated int32 a = 1;'),
    message('repeated int32 a = 1 [packed = false];'),
  ),
  proto3(
    'a recursive message changes',
    message('M next = 1; int32 a = 2;'),
    message('M next = 1; int64 a = 2;'),
  ),
  proto3(
    'a nested field changes',
    message('message N { int32 a = 1; } N n = 1;'),
    message('message N { string a = 1; } N n = 1;'),
  ),
  proto3(
    'a well-known type comes',
    {
      'a.proto':
        'syntax = "proto3"; package PACKAGE; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp a = 1; }',
    },
    {
      'a.proto':
        'syntax = "proto3"; package PACKAGE; import "google/protobuf/duration.proto"; message M { google.protobuf.Duration a = 1; }',
    },
  ),
  ...KINDS.flatMap((kind, index) =>
    [1, 2, 5, 9].map((step) => {
      const other = KINDS[(index + step) % KINDS.length] ?? kind;
      return proto3(
        `${kind} becomes ${other}`,
        message(`${kind} a = 1;`),
        message(`${other} a = 1;`),
      );
    }),
  ),
];

const declarationRows: readonly Pair[] = [
  proto3('a message is added', N, N + O),
  proto3('a message is removed', N + O, N),
  proto3('a message is renamed', N, O),
  proto3(
    'a nested message is removed',
    message('message N { } message O { }'),
    message('message N { }'),
  ),
  proto3(
    'a message is removed with what is nested',
    `${O}message N { message P { } enum Q { Q_NONE = 0; } }`,
    O,
  ),
  proto3('an enum is removed', N + E, N),
  proto3(
    'a nested enum is removed',
    message('enum Q { Q_NONE = 0; } string a = 1;'),
    message('string a = 1;'),
  ),
  proto3('a value is added', E, E.replace(' }', ' E_MORE = 3; }')),
  proto3('a value is removed', E, E.replace(' E_TWO = 2;', '')),
  proto3('a value is removed, its number reserved', E, E.replace('E_TWO = 2;', 'reserved 2;')),
  proto3('a value is removed, its name reserved', E, E.replace('E_TWO = 2;', 'reserved "E_TWO";')),
  proto3(
    'a value is removed, both reserved',
    E,
    E.replace('E_TWO = 2;', 'reserved 2; reserved "E_TWO";'),
  ),
  proto3('a value is removed within a range', E, E.replace('E_TWO = 2;', 'reserved 2 to max;')),
  proto3('a value is renamed', E, E.replace('E_TWO', 'E_ZWEI')),
  proto3('a value has another number', E, E.replace('E_TWO = 2', 'E_TWO = 3')),
  proto3(
    'a number gets a second name',
    E,
    E.replace('{', '{ option allow_alias = true;').replace(' }', ' E_ZWEI = 2; }'),
  ),
  proto3(
    'a number loses a second name',
    E.replace('{', '{ option allow_alias = true;').replace(' }', ' E_ZWEI = 2; }'),
    E,
  ),
  proto3(
    'a number with two names is removed',
    E.replace('{', '{ option allow_alias = true;').replace(' }', ' E_ZWEI = 2; }'),
    E.replace('E_TWO = 2;', 'reserved "E_TWO";'),
  ),
  proto3(
    'a negative value is removed',
    E.replace(' }', ' E_LESS = -5; }'),
    E.replace(' }', ' reserved -10 to -1; }'),
  ),
  proto3(
    'reserved numbers are freed',
    message('reserved 2, 5 to 9; string a = 1;'),
    message('string a = 1;'),
  ),
  proto3(
    'a part of a range is freed',
    message('reserved 5 to 9; string a = 1;'),
    message('reserved 5 to 7; string a = 1;'),
  ),
  proto3(
    'a range is split',
    message('reserved 5 to 9; string a = 1;'),
    message('reserved 5 to 7, 8 to 9; string a = 1;'),
  ),
  proto3(
    'ranges overlap what was reserved',
    message('reserved 5, 6; string a = 1;'),
    message('reserved 4 to 10; string a = 1;'),
  ),
  proto3(
    'a reserved number is used',
    message('reserved 5; string a = 1;'),
    message('string a = 1; string b = 5;'),
  ),
  proto3(
    'a reserved name is freed',
    message('reserved "x", "y"; string a = 1;'),
    message('reserved "x"; string a = 1;'),
  ),
  proto3(
    'all that is left is reserved',
    message('reserved 5 to max; string a = 1;'),
    message('reserved 6 to max; string a = 1;'),
  ),
  proto3(
    'reserved numbers of an enum are freed',
    E.replace(' }', ' reserved 7 to 9; }'),
    E.replace(' }', ' reserved 7; }'),
  ),
  proto3('reserved names of an enum are freed', E.replace(' }', ' reserved "X"; }'), E),
  proto3('a comment is written', message('string a = 1;'), message('/* text */ string a = 1;')),
];

const RPC = 'rpc Call(N) returns (O);';
const rpcRows: readonly Pair[] = [
  proto3('a service is added', N + O, N + O + service(RPC)),
  proto3('a service is removed', N + O + service(RPC), N + O),
  proto3(
    'a service is renamed',
    N + O + service(RPC),
    N + O + service(RPC).replace('service S', 'service T'),
  ),
  proto3('an rpc is added', N + O + service(''), N + O + service(RPC)),
  proto3('an rpc is removed', N + O + service(RPC), N + O + service('')),
  proto3('an rpc is renamed', N + O + service(RPC), N + O + service(RPC.replace('Call', 'Ask'))),
  proto3('a request is another', N + O + service(RPC), N + O + service('rpc Call(O) returns (O);')),
  proto3(
    'a response is another',
    N + O + service(RPC),
    N + O + service('rpc Call(N) returns (N);'),
  ),
  proto3(
    'a request becomes a stream',
    N + O + service(RPC),
    N + O + service('rpc Call(stream N) returns (O);'),
  ),
  proto3(
    'a response becomes a stream',
    N + O + service(RPC),
    N + O + service('rpc Call(N) returns (stream O);'),
  ),
  proto3(
    'both stop being streams',
    N + O + service('rpc Call(stream N) returns (stream O);'),
    N + O + service(RPC),
  ),
  proto3(
    'a stream changes its side',
    N + O + service('rpc Call(stream N) returns (O);'),
    N + O + service('rpc Call(N) returns (stream O);'),
  ),
  proto3(
    'an rpc is deprecated',
    N + O + service(RPC),
    N + O + service(RPC.replace(';', ' { option deprecated = true; }')),
  ),
  proto3(
    'an rpc has no side effects any more',
    N + O + service(RPC),
    N + O + service(RPC.replace(';', ' { option idempotency_level = NO_SIDE_EFFECTS; }')),
  ),
  proto3(
    'an rpc moves to another service',
    N + O + service(RPC) + 'service T { }',
    N + O + service('') + `service T { ${RPC} }`,
  ),
];

const proto2Rows: readonly Pair[] = [
  proto2(
    'a required field is added',
    message('optional string a = 1;'),
    message('optional string a = 1; required string b = 2;'),
  ),
  proto2(
    'a required field is removed',
    message('optional string a = 1; required string b = 2;'),
    message('optional string a = 1; reserved 2; reserved "b";'),
  ),
  proto2(
    'a field becomes required',
    message('optional string a = 1;'),
    message('required string a = 1;'),
  ),
  proto2(
    'a field is no longer required',
    message('required string a = 1;'),
    message('optional string a = 1;'),
  ),
  proto2(
    'a required field becomes repeated',
    message('required string a = 1;'),
    message('repeated string a = 1;'),
  ),
  proto2(
    'a default comes',
    message('optional int32 a = 1;'),
    message('optional int32 a = 1 [default = 5];'),
  ),
  proto2(
    'a default goes',
    message('optional int32 a = 1 [default = 5];'),
    message('optional int32 a = 1;'),
  ),
  proto2(
    'a default of zero comes',
    message('optional int32 a = 1;'),
    message('optional int32 a = 1 [default = 0];'),
  ),
  proto2(
    'a default changes',
    message('optional string a = 1 [default = "x"];'),
    message('optional string a = 1 [default = "y"];'),
  ),
  proto2(
    'a default of bytes changes',
    message('optional bytes a = 1 [default = "x\\001"];'),
    message('optional bytes a = 1 [default = "x\\002"];'),
  ),
  proto2(
    'a default is written otherwise',
    message('optional int32 a = 1 [default = 255];'),
    message('optional int32 a = 1 [default = 0xff];'),
  ),
  proto2(
    'a default stays while the number grows',
    message('optional int32 a = 1 [default = 5];'),
    message('optional int64 a = 1 [default = 5];'),
  ),
  proto2(
    'a default of a float stays',
    message('optional float a = 1 [default = 0.1];'),
    message('optional double a = 1 [default = 0.1];'),
  ),
  proto2(
    'a default of a float changes',
    message('optional float a = 1 [default = 0.1];'),
    message('optional float a = 1 [default = inf];'),
  ),
  proto2(
    'a default stays no number',
    message('optional float a = 1 [default = nan];'),
    message('optional double a = 1 [default = nan];'),
  ),
  proto2(
    'a default is no number any more',
    message('optional float a = 1 [default = nan];'),
    message('optional float a = 1;'),
  ),
  proto2(
    'a default of a boolean',
    message('optional bool a = 1 [default = true];'),
    message('optional int32 a = 1 [default = 1];'),
  ),
  proto2(
    'a default of an enum comes',
    E2 + message('optional E a = 1;'),
    E2 + message('optional E a = 1 [default = E_TWO];'),
  ),
  proto2(
    'a default of an enum is the first',
    E2 + message('optional E a = 1;'),
    E2 + message('optional E a = 1 [default = E_NONE];'),
  ),
  proto2(
    'the first value is another',
    E2 + message('optional E a = 1;'),
    'enum E { E_TWO = 3; E_NONE = 1; E_ONE = 2; }\n' + message('optional E a = 1;'),
  ),
  proto2(
    'a default of a big number changes',
    message('optional uint64 a = 1 [default = 18446744073709551615];'),
    message('optional uint64 a = 1 [default = 18446744073709551614];'),
  ),
  proto2(
    'a group becomes a message',
    message('optional group G = 1 { optional string x = 1; }'),
    message('message G { optional string x = 1; } optional G g = 1;'),
  ),
  proto2(
    'a group is renamed',
    message('optional group G = 1 { optional string x = 1; }'),
    message('optional group H = 1 { optional string x = 1; }'),
  ),
  proto2(
    'a group changes within',
    message('repeated group G = 1 { optional string x = 1; }'),
    message('repeated group G = 1 { optional bytes x = 1; }'),
  ),
  proto2(
    'numbers of extensions go',
    message('extensions 100 to 199; optional string a = 1;'),
    message('extensions 100 to 150; optional string a = 1;'),
  ),
  proto2(
    'numbers of extensions come',
    message('extensions 100 to 199; optional string a = 1;'),
    message('extensions 100 to 299; optional string a = 1;'),
  ),
  proto2(
    'an extension is removed',
    `${message('extensions 100 to 199;')}extend M { optional string e = 100; }`,
    message('extensions 100 to 199;'),
  ),
  proto2(
    'an extension is renamed',
    `${message('extensions 100 to 199;')}extend M { optional string e = 100; }`,
    `${message('extensions 100 to 199;')}extend M { optional string f = 100; }`,
  ),
  proto2(
    'an extension has another type',
    `${message('extensions 100 to 199;')}extend M { optional string e = 100; }`,
    `${message('extensions 100 to 199;')}extend M { optional int32 e = 100; }`,
  ),
  proto2(
    'an extension becomes repeated',
    `${message('extensions 100 to 199;')}extend M { optional string e = 100; }`,
    `${message('extensions 100 to 199;')}extend M { repeated string e = 100; }`,
  ),
  proto2(
    'an extension moves into a message',
    `${message('extensions 100 to 199;')}message P { } extend M { optional string e = 100; }`,
    `${message('extensions 100 to 199;')}message P { extend M { optional string e = 100; } }`,
  ),
  proto2(
    'a nested extension is removed',
    `${message('extensions 100 to 199;')}message P { extend M { optional string e = 100; } }`,
    `${message('extensions 100 to 199;')}message P { }`,
  ),
  proto2(
    'a oneof changes',
    message('oneof o { string a = 1; int32 b = 2; }'),
    message('optional string a = 1; oneof o { int32 b = 2; }'),
  ),
  proto2(
    'a map in proto2',
    message('map<string, int32> a = 1;'),
    message('map<string, bool> a = 1;'),
  ),
  proto2('a closed enum loses a value', E2, E2.replace(' E_TWO = 3;', '')),
];

const editionRows: readonly Pair[] = [
  edition(
    'presence goes',
    message('string a = 1;'),
    message('string a = 1 [features.field_presence = IMPLICIT];'),
  ),
  edition(
    'presence goes for the file',
    message('string a = 1;'),
    `option features.field_presence = IMPLICIT;\n${message('string a = 1;')}`,
  ),
  edition(
    'presence is required',
    message('string a = 1;'),
    message('string a = 1 [features.field_presence = LEGACY_REQUIRED];'),
  ),
  edition(
    'presence is no longer required',
    message('string a = 1 [features.field_presence = LEGACY_REQUIRED];'),
    message('string a = 1;'),
  ),
  edition('an enum is closed', E, E.replace('{', '{ option features.enum_type = CLOSED;')),
  edition('enums are opened', `option features.enum_type = CLOSED;\n${E}`, E),
  edition(
    'a message is delimited',
    N + message('N a = 1;'),
    N + message('N a = 1 [features.message_encoding = DELIMITED];'),
  ),
  edition(
    'messages are delimited',
    N + message('N a = 1; map<string, N> b = 2;'),
    `option features.message_encoding = DELIMITED;\n${N}${message('N a = 1; map<string, N> b = 2;')}`,
  ),
  edition(
    'JSON is a best effort',
    message('string a = 1;'),
    `message M { option features.json_format = LEGACY_BEST_EFFORT; string a = 1; }`,
  ),
  edition(
    'JSON is promised',
    `message M { option features.json_format = LEGACY_BEST_EFFORT; string a = 1; }`,
    message('string a = 1;'),
  ),
  edition(
    'JSON of all is a best effort',
    message('string a = 1;') + E,
    `option features.json_format = LEGACY_BEST_EFFORT;\n${message('string a = 1;')}${E}`,
  ),
  edition(
    'texts are not checked',
    message('string a = 1;'),
    message('string a = 1 [features.utf8_validation = NONE];'),
  ),
  edition(
    'texts in maps are not checked',
    message('map<string, string> a = 1;'),
    message('map<string, string> a = 1 [features.utf8_validation = NONE];'),
  ),
  edition(
    'presence of a map',
    message('map<string, string> a = 1;'),
    `option features.field_presence = IMPLICIT;\n${message('map<string, string> a = 1;')}`,
  ),
  edition('a default comes', message('int32 a = 1;'), message('int32 a = 1 [default = 3];')),
  edition(
    'lists are written one by one',
    message('repeated int32 a = 1;'),
    message('repeated int32 a = 1 [features.repeated_field_encoding = EXPANDED];'),
  ),
  edition(
    'a oneof has another presence',
    message('oneof o { string a = 1; }'),
    `option features.field_presence = IMPLICIT;\n${message('oneof o { string a = 1; }')}`,
  ),
];

const P3 = 'syntax = "proto3";\npackage PACKAGE;\n';
const P2 = 'syntax = "proto2";\npackage PACKAGE;\n';
const ED = 'edition = "2023";\npackage PACKAGE;\n';
const fileRows: readonly Pair[] = [
  files(
    'proto3 becomes proto2',
    { 'a.proto': P3 + message('repeated int32 a = 1; M b = 2;') },
    { 'a.proto': P2 + message('repeated int32 a = 1; optional M b = 2;') },
  ),
  files(
    'proto2 becomes proto3',
    { 'a.proto': P2 + message('optional string a = 1;') },
    { 'a.proto': P3 + message('optional string a = 1;') },
  ),
  files(
    'proto3 becomes an edition',
    { 'a.proto': P3 + message('string a = 1; optional int32 b = 2;') + E },
    {
      'a.proto':
        ED + message('string a = 1 [features.field_presence = IMPLICIT]; int32 b = 2;') + E,
    },
  ),
  files(
    'proto2 becomes an edition',
    {
      'a.proto':
        P2 + message('optional string a = 1; required int32 b = 2; repeated group G = 3 { }') + E,
    },
    {
      'a.proto':
        ED +
        message(
          'string a = 1; int32 b = 2 [features.field_presence = LEGACY_REQUIRED]; message G { } repeated G g = 3 [features.message_encoding = DELIMITED];',
        ) +
        E,
    },
  ),
  files(
    'no syntax becomes proto2',
    { 'a.proto': `package PACKAGE;\n${message('optional string a = 1;')}` },
    { 'a.proto': P2 + message('optional string a = 1;') },
  ),
  files(
    'the package is another',
    { 'a.proto': P3 + N + service('rpc Call(N) returns (N);') },
    {
      'a.proto': `syntax = "proto3";\npackage PACKAGE.v2;\n${N}${service('rpc Call(N) returns (N);')}`,
    },
  ),
  files(
    'the package goes',
    { 'a.proto': P3 + 'message Only1 { string a = 1; }' },
    { 'a.proto': 'syntax = "proto3";\nmessage Only1 { int32 a = 1; }' },
  ),
  files('a file is removed', { 'a.proto': P3 + N, 'b.proto': P3 + O }, { 'a.proto': P3 + N }),
  files('a file is renamed', { 'a.proto': P3 + N }, { 'b.proto': P3 + N }),
  files(
    'a message moves to another file',
    { 'a.proto': P3 + N + O },
    { 'a.proto': P3 + N, 'b.proto': P3 + O },
  ),
  files(
    'a message moves and changes',
    { 'a.proto': P3 + N + O },
    { 'a.proto': P3 + N, 'b.proto': P3 + O.replace('string', 'int32') },
  ),
  files(
    'an imported message changes',
    {
      'a.proto': `syntax = "proto3";\npackage PACKAGE;\nimport "FOLDER/b.proto";\n${message('O o = 1;')}`,
      'b.proto': P3 + O,
    },
    {
      'a.proto': `syntax = "proto3";\npackage PACKAGE;\nimport "FOLDER/b.proto";\n${message('O o = 1;')}`,
      'b.proto': P3 + O.replace('x', 'y'),
    },
  ),
  files(
    'an enum moves to another file',
    { 'a.proto': P3 + E + message('E a = 1;') },
    {
      'a.proto': `syntax = "proto3";\npackage PACKAGE;\nimport "FOLDER/b.proto";\n${message('E a = 1;')}`,
      'b.proto': P3 + E,
    },
  ),
  files('a file is added', { 'a.proto': P3 + N }, { 'a.proto': P3 + N, 'b.proto': P3 + O }),
  files(
    'options of other languages',
    {
      'a.proto':
        P3 +
        'option java_package = "a";\noption go_package = "a/a";\noption optimize_for = SPEED;\n' +
        N,
    },
    {
      'a.proto':
        P3 +
        'option java_package = "b";\noption go_package = "b/b";\noption optimize_for = CODE_SIZE;\n' +
        N,
    },
  ),
];

/** Small changes, each of what one rule or a few look at. */
export const rows: readonly Pair[] = [
  ...fieldRows,
  ...declarationRows,
  ...rpcRows,
  ...proto2Rows,
  ...editionRows,
  ...fileRows,
];
