import { accepts, bufDiffers, refuses } from './case.ts';

const P2 = 'syntax = "proto2";\n';
const P3 = 'syntax = "proto3";\n';

/** Messages, fields, maps, oneofs, groups, ranges. */
export const messages = [
  accepts(
    'every scalar type',
    `${P3}message A {
  double a = 1; float b = 2; int32 c = 3; int64 d = 4; uint32 e = 5; uint64 f = 6; sint32 g = 7; sint64 h = 8;
  fixed32 i = 9; fixed64 j = 10; sfixed32 k = 11; sfixed64 l = 12; bool m = 13; string n = 14; bytes o = 15;
}`,
  ),
  accepts(
    'every label of proto2',
    `${P2}message A { optional int32 a = 1; required int32 b = 2; repeated int32 c = 3; }`,
  ),
  accepts(
    'every label of proto3',
    `${P3}message A { optional int32 a = 1; int32 b = 2; repeated int32 c = 3; optional A d = 4; }`,
  ),
  accepts(
    'a proto2 file without its syntax',
    'message A { optional int32 a = 1; enum E { X = 1; } }',
  ),
  accepts(
    'the least and the greatest number',
    `${P3}message A { int32 a = 1; int32 b = 536870911; int32 c = 18999; int32 d = 20000; }`,
  ),
  accepts(
    'nested declarations',
    `${P3}message A { message B { enum C { X = 0; } message D { C c = 1; } } B.D d = 1; B b = 2; }`,
  ),
  accepts(
    'optional fields whose oneofs meet other names',
    `${P3}message A { optional int32 a = 1; int32 _a = 2; optional int32 _b = 3; oneof c { int32 d = 4; } optional int32 e = 5; }`,
  ),
  accepts(
    'derived JSON names',
    `${P3}message A { int32 foo_bar = 1; int32 fooBaz = 2; int32 FooQux = 3; int32 foo__x = 4; int32 _lead = 5; int32 trail_ = 6; int32 a_1 = 7; int32 b1_c2 = 8; int32 URL = 9; int32 x_Y_z = 10; }`,
  ),
  accepts(
    'names of JSON',
    `${P3}message A { int32 a = 1 [json_name = "other"]; int32 b = 2 [json_name = ""]; int32 c = 3 [json_name = "a-b c"]; }`,
  ),
  accepts(
    'two names of JSON exchanged',
    `${P3}message A { int32 a = 1 [json_name = "x"]; int32 b = 2 [json_name = "y"]; }`,
  ),
  accepts(
    'JSON names that meet in proto2',
    `${P2}message A { optional int32 foo_bar = 1; optional int32 fooBar = 2; }`,
  ),
  bufDiffers(
    'refuses',
    accepts(
      'JSON names that may meet',
      `${P3}message A { option deprecated_legacy_json_field_conflicts = true; int32 foo_bar = 1; int32 fooBar = 2; }`,
    ),
  ),
  accepts(
    'maps',
    `${P3}message A {
  map<string, string> a = 1; map<int32, A> b = 2; map<bool, E> c = 3; map<uint64, bytes> d = 4; map<sfixed32, double> e = 5;
  map<string, google.protobuf.Any> f = 6; map < sint64 , .A > g = 7;
  enum E { X = 0; }
}
import "google/protobuf/any.proto";`,
  ),
  accepts(
    'maps in proto2',
    `${P2}message A { map<string, E> a = 1; map<int64, A> b = 2; enum E { X = 0; Y = 5; } }`,
  ),
  accepts(
    'names of maps',
    `${P3}message A { map<string, int32> foo_bar = 1; map<string, int32> FooBaz = 2; map<string, int32> x1_y2 = 3; map<string, int32> _a = 4; map<string, int32> b__c = 5; }`,
  ),
  accepts('a type that is called map', `${P3}message map { map map = 1; }`),
  accepts(
    'a oneof',
    `${P3}message A { oneof kind { int32 a = 1; string b = 2; A c = 3; } int32 d = 4; oneof other { bytes e = 5; } }`,
  ),
  accepts(
    'a oneof in proto2 with a group',
    `${P2}message A { oneof kind { int32 a = 1; group B = 2 { optional int32 c = 1; } } }`,
  ),
  accepts(
    'a oneof with options',
    `${P2}import "google/protobuf/descriptor.proto"; extend google.protobuf.OneofOptions { optional bool x = 50001; } message A { oneof kind { option (x) = true; int32 a = 1; } }`,
  ),
  accepts(
    'groups',
    `${P2}message A { optional group Foo = 1 { optional int32 a = 1; } repeated group BarBaz = 2 { required string b = 1; optional group Inner = 2 {} } required group Q = 3 {} }`,
  ),
  accepts(
    'a group with options',
    `${P2}message A { optional group Foo = 1 [deprecated = true] { optional int32 a = 1; } }`,
  ),
  accepts(
    'reserved numbers and names',
    `${P3}message A { reserved 1, 3 to 5, 100 to max; reserved "a", 'b', "c" "d"; int32 x = 2; }`,
  ),
  accepts(
    'reserved names in an edition',
    'edition = "2023"; message A { reserved a, b; reserved 1; int32 x = 2; }',
  ),
  accepts(
    'extensions',
    `${P2}message A { extensions 100; extensions 200 to 300, 400 to 500; extensions 1000 to max; } extend A { optional int32 a = 100; repeated string b = 250; optional A c = 536870911; }`,
  ),
  accepts(
    'extensions with options',
    `${P2}message A { extensions 100 to 200 [declaration = { number: 100, full_name: ".x", type: "int32" }, verification = DECLARATION]; } extend A { optional int32 x = 100; }`,
  ),
  accepts(
    'an extension within a message',
    `${P2}message A { extensions 100 to 200; } message B { extend A { optional B b = 100; repeated C c = 101; } message C {} }`,
  ),
  accepts(
    'an extension that is a group',
    `${P2}message A { extensions 100 to 200; } extend A { optional group Foo = 100 { optional int32 a = 1; } }`,
  ),
  accepts(
    'a message set',
    `${P2}message A { option message_set_wire_format = true; extensions 4 to max; } message B { extend A { optional B b = 536870912; } }`,
  ),
  accepts(
    'defaults',
    `${P2}message A {
  optional int32 a = 1 [default = -5]; optional int64 b = 2 [default = -9223372036854775808]; optional uint64 c = 3 [default = 18446744073709551615];
  optional bool d = 4 [default = true]; optional string e = 5 [default = "x"]; optional bytes f = 6 [default = "\\001\\xffz'\\""];
  optional E g = 7 [default = Y]; optional sint32 h = 8 [default = 0x7F]; optional fixed32 i = 9 [default = 017];
  enum E { X = 0; Y = 1; }
}`,
  ),
  accepts(
    'defaults that are no whole numbers',
    `${P2}message A {
  optional double a = 1 [default = 1.5]; optional double b = 2 [default = inf]; optional double c = 3 [default = -inf]; optional double d = 4 [default = nan];
  optional double e = 5 [default = 1e300]; optional double f = 6 [default = 0.1]; optional double g = 7 [default = 123456789012345680]; optional double h = 8 [default = -0.0];
  optional float i = 9 [default = 0.5]; optional float j = 10 [default = 1e10]; optional float k = 11 [default = inf]; optional float l = 12 [default = -0.25];
  optional double m = 13 [default = 1e-7]; optional double n = 14 [default = 3]; optional float o = 15 [default = -inf]; optional double p = 16 [default = .5];
  optional double q = 17 [default = 1.]; optional double r = 18 [default = 2.2250738585072014e-308]; optional double s = 19 [default = 100000000000000000000];
}`,
  ),
  accepts(
    'packed fields',
    `${P2}message A { repeated int32 a = 1 [packed = true]; repeated E b = 2 [packed = true]; repeated int32 c = 3; enum E { X = 0; } }`,
  ),
  accepts(
    'fields that are not packed',
    `${P3}message A { repeated int32 a = 1 [packed = false]; repeated string b = 2; repeated bool c = 3; }`,
  ),
  accepts(
    'the options of fields',
    `${P3}message A { string a = 1 [deprecated = true, ctype = CORD]; int64 b = 2 [jstype = JS_STRING]; A c = 3 [lazy = true]; string d = 4 [debug_redact = true]; A e = 5 [unverified_lazy = true]; }`,
  ),
  accepts(
    'messages that are nested as deep as allowed',
    `${P3}${'message A { '.repeat(30)}${'}'.repeat(30)}`,
  ),

  refuses(
    'a field whose type is called group',
    'proto-syntax',
    `${P2}message A { message group {} optional group group = 1⟦;⟧ }`,
  ),
  refuses(
    'two fields of one number',
    'proto-duplicate-number',
    `${P3}message A { int32 a = 1; int32 b = ⟦1⟧; }`,
  ),
  refuses(
    'two fields of one number, one in a oneof',
    'proto-duplicate-number',
    `${P3}message A { int32 a = 1; oneof o { int32 b = ⟦1⟧; } }`,
  ),
  refuses(
    'two extensions of one number',
    'proto-duplicate-number',
    `${P2}message A { extensions 100 to 200; } extend A { optional int32 a = 100; optional int32 b = ⟦100⟧; }`,
  ),
  refuses('the number 0', 'proto-number-range', `${P3}message A { int32 a = ⟦0⟧; }`),
  refuses(
    'a number that is too great',
    'proto-number-range',
    `${P3}message A { int32 a = ⟦536870912⟧; }`,
  ),
  refuses(
    'a number that nobody can count to',
    'proto-number-range',
    `${P3}message A { int32 a = ⟦99999999999999999999999999999⟧; }`,
  ),
  refuses(
    'a number that protobuf keeps',
    'proto-number-range',
    `${P3}message A { int32 a = ⟦19000⟧; }`,
  ),
  refuses(
    'the last number that protobuf keeps',
    'proto-number-range',
    `${P3}message A { int32 a = ⟦19999⟧; }`,
  ),
  refuses(
    'a number of extensions',
    'proto-number-range',
    `${P2}message A { extensions 5 to 9; optional int32 a = ⟦5⟧; }`,
  ),
  refuses(
    'a reserved number',
    'proto-reserved',
    `${P3}message A { reserved 1 to 5; int32 a = ⟦5⟧; }`,
  ),
  refuses('a reserved name', 'proto-reserved', `${P3}message A { reserved "a"; int32 ⟦a⟧ = 1; }`),
  refuses(
    'a reserved name in an edition',
    'proto-reserved',
    'edition = "2023"; message A { reserved a; int32 ⟦a⟧ = 1; }',
  ),
  refuses(
    'ranges that overlap',
    'proto-bad-range',
    `${P3}message A { reserved 1 to 5, ⟦5 to 9⟧; }`,
  ),
  refuses(
    'a number reserved twice',
    'proto-bad-range',
    `${P3}message A { reserved 1; reserved ⟦1⟧; }`,
  ),
  refuses(
    'a range that ends before it begins',
    'proto-bad-range',
    `${P3}message A { reserved ⟦5 to 1⟧; }`,
  ),
  refuses('a range from 0', 'proto-bad-range', `${P3}message A { reserved ⟦0 to 1⟧; }`),
  refuses(
    'a range that is too long',
    'proto-bad-range',
    `${P2}message A { extensions ⟦1 to 536870912⟧; }`,
  ),
  refuses(
    'extensions that are reserved',
    'proto-bad-range',
    `${P2}message A { reserved 1 to 5; extensions ⟦3⟧; }`,
  ),
  refuses('a name reserved twice', 'proto-bad-range', `${P3}message A { reserved "a", ⟦"a"⟧; }`),
  refuses(
    'names and numbers reserved together',
    'proto-syntax',
    `${P3}message A { reserved 1, ⟦"a"⟧; }`,
  ),
  refuses('a reserved name without quotes', 'proto-syntax', `${P3}message A { reserved ⟦a⟧; }`),
  refuses(
    'a reserved name in quotes in an edition',
    'proto-syntax',
    'edition = "2023"; message A { reserved ⟦"a"⟧; }',
  ),
  bufDiffers(
    'refuses',
    accepts('a reserved name that is no name', `${P3}message A { reserved "a b"; }`),
  ),
  bufDiffers(
    'accepts',
    refuses('nothing reserved', 'proto-syntax', `${P3}message A { reserved⟦;⟧ }`),
  ),
  refuses('extensions in proto3', 'proto-extension', `${P3}message A { extensions ⟦100⟧; }`),
  refuses('`required` in proto3', 'proto-label', `${P3}message A { ⟦required⟧ int32 a = 1; }`),
  refuses('no label in proto2', 'proto-label', `${P2}message A { int32 ⟦a⟧ = 1; }`),
  refuses(
    '`optional` in an edition',
    'proto-label',
    'edition = "2023"; message A { ⟦optional⟧ int32 a = 1; }',
  ),
  refuses(
    '`required` in an edition',
    'proto-label',
    'edition = "2023"; message A { ⟦required⟧ int32 a = 1; }',
  ),
  refuses(
    'a label in a oneof',
    'proto-label',
    `${P3}message A { oneof o { ⟦optional⟧ int32 a = 1; } }`,
  ),
  refuses(
    '`repeated` in a oneof',
    'proto-label',
    `${P3}message A { oneof o { ⟦repeated⟧ int32 a = 1; } }`,
  ),
  refuses(
    'a label of a map',
    'proto-label',
    `${P3}message A { ⟦repeated⟧ map<string, string> a = 1; }`,
  ),
  refuses('two labels', 'proto-syntax', `${P2}message A { optional repeated int32 ⟦a⟧ = 1; }`),
  refuses('a oneof without fields', 'proto-empty', `${P3}message A { oneof ⟦o⟧ {} }`),
  refuses(
    'a oneof in a oneof',
    'proto-syntax',
    `${P3}message A { oneof o { oneof p ⟦{⟧ int32 a = 1; } } }`,
  ),
  refuses(
    'a map in a oneof',
    'proto-map',
    `${P3}message A { oneof o { ⟦map<string, string>⟧ a = 1; } }`,
  ),
  refuses(
    'a map as an extension',
    'proto-map',
    `${P2}message A { extensions 100; } extend A { ⟦map<string, string>⟧ a = 100; }`,
  ),
  refuses(
    'a map by numbers with a fraction',
    'proto-map',
    `${P3}message A { map<⟦double⟧, string> a = 1; }`,
  ),
  refuses('a map by bytes', 'proto-map', `${P3}message A { map<⟦bytes⟧, string> a = 1; }`),
  refuses(
    'a map by an enum',
    'proto-map',
    `${P3}enum E { X = 0; } message A { map<⟦E⟧, string> a = 1; }`,
  ),
  refuses('a map by a message', 'proto-map', `${P3}message A { map<⟦A⟧, string> a = 1; }`),
  bufDiffers(
    'accepts',
    refuses(
      'a map to an enum without 0',
      'proto-map',
      `${P2}enum E { X = 1; } message A { map<string, ⟦E⟧> a = 1; }`,
    ),
  ),
  refuses(
    'a map of maps',
    'proto-syntax',
    `${P3}message A { map<string, map⟦<⟧string, string>> a = 1; }`,
  ),
  refuses(
    'the entry of a map as a type',
    'proto-map',
    `${P3}message A { map<string, string> a = 1; ⟦AEntry⟧ b = 2; }`,
  ),
  refuses(
    'map_entry by hand',
    'proto-option-misuse',
    `${P3}message A { message BEntry { ⟦option map_entry = true;⟧ string key = 1; string value = 2; } repeated BEntry b = 1; }`,
  ),
  refuses('a group in proto3', 'proto-group', `${P3}message A { repeated ⟦group⟧ B = 1 {} }`),
  refuses(
    'a group in an edition',
    'proto-group',
    'edition = "2023"; message A { repeated ⟦group⟧ B = 1 {} }',
  ),
  refuses('a group in lower case', 'proto-group', `${P2}message A { optional group ⟦b⟧ = 1 {} }`),
  refuses(
    'a default in proto3',
    'proto-default',
    `${P3}message A { int32 a = 1 [⟦default = 1⟧]; }`,
  ),
  refuses(
    'a default of a list',
    'proto-default',
    `${P2}message A { repeated int32 a = 1 [⟦default = 1⟧]; }`,
  ),
  refuses(
    'a default of a message',
    'proto-default',
    `${P2}message A { optional A a = 1 [⟦default = 1⟧]; }`,
  ),
  refuses(
    'a default of another type',
    'proto-default',
    `${P2}message A { optional int32 a = 1 [default = ⟦"x"⟧]; }`,
  ),
  refuses(
    'a text without quotes as a default',
    'proto-default',
    `${P2}message A { optional string a = 1 [default = ⟦x⟧]; }`,
  ),
  refuses(
    'a default that is too great',
    'proto-default',
    `${P2}message A { optional int32 a = 1 [default = ⟦2147483648⟧]; }`,
  ),
  refuses(
    'a default below zero',
    'proto-default',
    `${P2}message A { optional uint32 a = 1 [default = ⟦-1⟧]; }`,
  ),
  refuses(
    'a default with a fraction',
    'proto-default',
    `${P2}message A { optional int32 a = 1 [default = ⟦1.0⟧]; }`,
  ),
  refuses(
    'a default that is no value of the enum',
    'proto-default',
    `${P2}enum E { X = 0; } message A { optional E a = 1 [default = ⟦Y⟧]; }`,
  ),
  bufDiffers(
    'accepts',
    refuses(
      'the number of a value as a default',
      'proto-default',
      `${P2}enum E { X = 0; } message A { optional E a = 1 [default = ⟦0⟧]; }`,
    ),
  ),
  refuses(
    'a default of a bool that is a number',
    'proto-default',
    `${P2}message A { optional bool a = 1 [default = ⟦1⟧]; }`,
  ),
  refuses(
    'two defaults',
    'proto-option-misuse',
    `${P2}message A { optional int32 a = 1 [default = 1, ⟦default = 2⟧]; }`,
  ),
  refuses(
    'two names of JSON',
    'proto-option-misuse',
    `${P3}message A { int32 a = 1 [json_name = "a", ⟦json_name = "b"⟧]; }`,
  ),
  refuses(
    'JSON names that meet',
    'proto-json-name',
    `${P3}message A { int32 foo_bar = 1; int32 ⟦fooBar⟧ = 2; }`,
  ),
  refuses(
    'a JSON name that another field has',
    'proto-json-name',
    `${P3}message A { int32 a = 1; int32 ⟦b⟧ = 2 [json_name = "a"]; }`,
  ),
  refuses(
    'two equal JSON names',
    'proto-json-name',
    `${P2}message A { optional int32 a = 1 [json_name = "x"]; optional int32 ⟦b⟧ = 2 [json_name = "x"]; }`,
  ),
  bufDiffers(
    'accepts',
    refuses(
      'a JSON name in brackets',
      'proto-json-name',
      `${P3}message A { int32 a = 1 [⟦json_name = "[a]"⟧]; }`,
    ),
  ),
  refuses(
    'a JSON name that is no text',
    'proto-json-name',
    `${P3}message A { int32 a = 1 [⟦json_name = x⟧]; }`,
  ),
  refuses(
    'a JSON name of an extension',
    'proto-json-name',
    `${P2}message A { extensions 100; } extend A { optional int32 a = 100 [⟦json_name = "x"⟧]; }`,
  ),
  refuses(
    'an extension of nothing',
    'proto-undefined-type',
    `${P2}extend ⟦A⟧ { optional int32 a = 100; }`,
  ),
  refuses(
    'an extension of an enum',
    'proto-wrong-kind',
    `${P2}enum E { X = 0; } extend ⟦E⟧ { optional int32 a = 100; }`,
  ),
  refuses(
    'an extension outside of the ranges',
    'proto-extension',
    `${P2}message A { extensions 100 to 200; } extend A { optional int32 a = ⟦201⟧; }`,
  ),
  refuses(
    'an extension of a message that takes none',
    'proto-extension',
    `${P2}message A {} extend A { optional int32 a = ⟦100⟧; }`,
  ),
  refuses(
    'a required extension',
    'proto-extension',
    `${P2}message A { extensions 100; } extend A { ⟦required⟧ int32 a = 100; }`,
  ),
  refuses(
    'an extension of a message in proto3',
    'proto-extension',
    `${P3}import "b.proto"; extend B { int32 ⟦a⟧ = 100; }`,
    {
      'b.proto': `${P2}message B { extensions 100; }`,
    },
  ),
  refuses(
    'an empty block of extensions',
    'proto-empty',
    `${P2}message A { extensions 100; } extend ⟦A⟧ {}`,
  ),
  refuses(
    'an extension that is not declared',
    'proto-extension',
    `${P2}message A { extensions 100 to 200 [verification = DECLARATION]; } extend A { optional int32 x = ⟦100⟧; }`,
  ),
  refuses(
    'an extension of another type than is declared',
    'proto-extension',
    `${P2}message A { extensions 100 to 200 [declaration = { number: 100, full_name: ".x", type: "int32" }]; } extend A { optional ⟦string⟧ x = 100; }`,
  ),
  refuses(
    'a message set with fields',
    'proto-option-misuse',
    `${P2}message A { ⟦option message_set_wire_format = true;⟧ extensions 4 to max; optional int32 a = 1; }`,
  ),
  refuses(
    'a packed text',
    'proto-option-misuse',
    `${P2}message A { repeated string ⟦a⟧ = 1 [packed = true]; }`,
  ),
  refuses(
    'a packed field that is no list',
    'proto-option-misuse',
    `${P2}message A { optional int32 ⟦a⟧ = 1 [packed = true]; }`,
  ),
  refuses(
    'messages that are nested too deep',
    'proto-too-deep',
    `${P3}${'message A { '.repeat(40)}${'}'.repeat(40)}`,
  ),
];
