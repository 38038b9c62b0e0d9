import { accepts, bufDiffers, refuses } from './case.ts';

const DESCRIPTOR = 'import "google/protobuf/descriptor.proto";\n';
const P2 = `syntax = "proto2";\n${DESCRIPTOR}`;
const P3 = `syntax = "proto3";\n${DESCRIPTOR}`;

/** A custom option of messages with fields of every kind. */
const RICH = `${P2}
message Rich {
  optional string text = 1; repeated string texts = 2; optional Rich inner = 3; repeated Rich inners = 4; map<string, int32> counts = 5;
  optional bytes raw = 6; optional double number = 7; optional Kind kind = 8; repeated int32 packed = 9 [packed = true]; repeated sint64 signed = 10;
  oneof choice { int32 left = 11; string right = 12; }
  optional group Part = 13 { optional bool on = 1; }
  optional fixed64 fixed = 14; optional sfixed32 sfixed = 15; optional float ratio = 16; repeated Kind kinds = 17; optional bool flag = 18; optional uint64 large = 19;
  extensions 100 to 200;
}
enum Kind { NONE = 0; SOME = 1; constructor = 2; LESS = -1; }
extend Rich { optional string more = 100; optional Rich deep = 101; repeated int32 many = 102; }
extend google.protobuf.MessageOptions { optional Rich rich = 50001; repeated Rich riches = 50002; optional string name = 50003; repeated string names = 50004; optional Kind kind = 50005; repeated Kind kinds = 50006; optional int32 int = 50007; optional double real = 50008; }
`;

const withRich = (options: string): string => `${RICH}message A { ${options} }`;

/** Options: those of descriptor.proto, and custom ones. */
export const options = [
  accepts(
    'the options of a file',
    `${P3}option java_package = "com.acme"; option java_multiple_files = true; option go_package = "acme/v1;acme"; option optimize_for = CODE_SIZE; option cc_enable_arenas = true; option csharp_namespace = "Acme"; option objc_class_prefix = "ACM"; option php_namespace = "Acme\\\\V1"; option ruby_package = "Acme"; option deprecated = true; option swift_prefix = "A"; option java_outer_classname = "X";`,
  ),
  accepts(
    'a scalar',
    withRich('option (name) = "x"; option (int) = -5; option (real) = 1.5; option (kind) = SOME;'),
  ),
  accepts('a text in pieces', withRich(`option (name) = "a" 'b'\n"c";`)),
  accepts('a value called constructor', withRich('option (kind) = constructor;')),
  accepts(
    'a list by one statement each',
    withRich(
      'option (names) = "a"; option (names) = "b"; option (kinds) = SOME; option (kinds) = LESS;',
    ),
  ),
  accepts(
    'a message',
    withRich('option (rich) = { text: "x", texts: "a" texts: "b"; number: 1.5 };'),
  ),
  accepts(
    'a message by its parts',
    withRich(
      'option (rich).text = "x"; option (rich).inner.text = "y"; option (rich).inner.inner.flag = true;',
    ),
  ),
  accepts(
    'messages in a list',
    withRich(
      'option (riches) = { text: "a" }; option (riches) = { text: "b" inner { text: "c" } };',
    ),
  ),
  accepts(
    'lists in text format',
    withRich(
      'option (rich) = { texts: ["a", "b"] inners: [{ text: "x" }, < text: "y" >] packed: [1, 2, 3] signed: [-1, 0] kinds: [SOME, NONE] packed: 4 };',
    ),
  ),
  accepts('empty lists in text format', withRich('option (rich) = { texts: [] inners: [] };')),
  accepts(
    'maps in text format',
    withRich('option (rich) = { counts { key: "a" value: 1 } counts: { key: "b", value: 2 } };'),
  ),
  accepts(
    'messages in angles',
    withRich('option (rich) = { inner < text: "x" > inners < flag: true >; };'),
  ),
  accepts(
    'a message without colons',
    withRich('option (rich) = { inner { inner { text: "x" } } };'),
  ),
  accepts('an empty message', withRich('option (rich) = {}; option (riches) = {};')),
  bufDiffers(
    'refuses',
    accepts(
      'a group by the name of its message',
      withRich('option (rich) = { Part { on: true } };'),
    ),
  ),
  accepts('a field of a group by name', withRich('option (rich).part.on = true;')),
  accepts(
    'every scalar in text format',
    withRich(
      'option (rich) = { raw: "\\x00\\xff" fixed: 18446744073709551615 sfixed: -2147483648 ratio: 0.1 number: -inf flag: true large: 0xFFFFFFFFFFFFFFFF kind: LESS };',
    ),
  ),
  accepts(
    'numbers in text format',
    withRich(
      'option (riches) = { number: nan }; option (riches) = { number: 1e10 }; option (riches) = { number: 5 }; option (riches) = { ratio: 1.5 };',
    ),
  ),
  bufDiffers(
    'refuses',
    accepts(
      'booleans in text format',
      withRich(
        'option (riches) = { flag: 1 }; option (riches) = { flag: t }; option (riches) = { flag: False }; option (riches) = { flag: 0 };',
      ),
    ),
  ),
  accepts('enums by number in text format', withRich('option (rich) = { kind: 1 kinds: -1 };')),
  accepts(
    'an extension in text format',
    withRich('option (rich) = { [more]: "x" [deep] { text: "y" } [many]: [1, 2] };'),
  ),
  accepts(
    'an extension by its parts',
    withRich(
      'option (rich).(more) = "x"; option (rich).(deep).text = "y"; option (rich).(many) = 1; option (rich).(many) = 2;',
    ),
  ),
  accepts('a oneof in an option', withRich('option (rich) = { left: 1 };')),
  accepts(
    'an option of another package',
    `${P3}package a; import "b.proto"; message A { option (acme.name) = "x"; option (.acme.other) = 5; }`,
    {
      'b.proto': `${P3}package acme; extend google.protobuf.MessageOptions { string name = 50001; int32 other = 50002; }`,
    },
  ),
  accepts(
    'options of everything',
    `${P2}
extend google.protobuf.FileOptions { optional string f = 50001; } extend google.protobuf.MessageOptions { optional string m = 50001; }
extend google.protobuf.FieldOptions { optional string d = 50001; } extend google.protobuf.OneofOptions { optional string o = 50001; }
extend google.protobuf.EnumOptions { optional string e = 50001; } extend google.protobuf.EnumValueOptions { optional string v = 50001; }
extend google.protobuf.ServiceOptions { optional string s = 50001; } extend google.protobuf.MethodOptions { optional string r = 50001; }
extend google.protobuf.ExtensionRangeOptions { optional string x = 50001; }
option (f) = "f";
message A { option (m) = "m"; optional string a = 1 [(d) = "d"]; oneof b { option (o) = "o"; int32 c = 2; } extensions 100 to 200 [(x) = "x"]; }
enum E { option (e) = "e"; V = 0 [(v) = "v"]; }
service S { option (s) = "s"; rpc R(A) returns (A) { option (r) = "r"; } }
extend A { optional int32 q = 100 [(d) = "q"]; }`,
  ),
  accepts(
    'options of google.api.http, written out',
    `${P3}
message Rule { string get = 2; string post = 4; string body = 7; repeated Rule additional_bindings = 11; }
extend google.protobuf.MethodOptions { Rule http = 72295728; }
message A {} service S { rpc Get(A) returns (A) { option (http) = { get: "/v1/{name=shelves/*}" additional_bindings { post: "/v1/x" body: "*" } additional_bindings: { get: "/v1/y" } }; } }`,
  ),
  accepts(
    'an Any',
    `${P3}import "google/protobuf/any.proto"; extend google.protobuf.MessageOptions { google.protobuf.Any any = 50001; } message B { string x = 1; } message A { option (any) = { [type.googleapis.com/B] { x: "y" } }; }`,
  ),
  accepts(
    'an Any by its fields',
    `${P3}import "google/protobuf/any.proto"; extend google.protobuf.MessageOptions { google.protobuf.Any any = 50001; } message A { option (any) = { type_url: "x" value: "y" }; }`,
  ),
  accepts(
    'a message whose options use what it declares',
    `${P3}extend google.protobuf.MessageOptions { A own = 50001; } message A { option (own).x = "y"; string x = 1; }`,
  ),
  accepts(
    'an option declared within a message',
    `${P3}message A { extend google.protobuf.FieldOptions { string label = 50001; } string x = 1 [(label) = "y"]; } message B { string x = 1 [(A.label) = "z"]; }`,
  ),
  accepts(
    'several parts of one option in a field',
    `${P3}message O { string a = 1; int32 b = 2; } extend google.protobuf.FieldOptions { O o = 50001; } message A { string x = 1 [(o).a = "y", (o).b = 5, deprecated = true]; }`,
  ),
  accepts(
    'required fields that are set',
    `${P2}message O { required string a = 1; } extend google.protobuf.MessageOptions { optional O o = 50001; } message A { option (o).a = "x"; }`,
  ),

  refuses(
    'an option that is not there',
    'proto-unknown-option',
    `${P3}message A { option ⟦depreciated⟧ = true; }`,
  ),
  refuses(
    'a custom option without parentheses',
    'proto-unknown-option',
    `${P3}extend google.protobuf.MessageOptions { string x = 50001; } message A { option ⟦x⟧ = "y"; }`,
  ),
  refuses(
    'a custom option that is not there',
    'proto-unknown-option',
    `${P3}message A { option ⟦(x)⟧ = "y"; }`,
  ),
  refuses(
    'a custom option of something else',
    'proto-unknown-option',
    `${P3}extend google.protobuf.FieldOptions { string x = 50001; } message A { option ⟦(x)⟧ = "y"; }`,
  ),
  refuses(
    'a custom option of a file that is not imported',
    'proto-not-imported',
    `${P3}import "c.proto"; message A { option ⟦(x)⟧ = "y"; }`,
    {
      'b.proto': `${P3}extend google.protobuf.MessageOptions { string x = 50001; }`,
      'c.proto': `${P3}import "b.proto"; message C { option (x) = "y"; }`,
    },
  ),
  refuses(
    'a field of an option that is not there',
    'proto-unknown-option',
    withRich('option (rich).⟦txt⟧ = "x";'),
  ),
  refuses(
    'a field in text format that is not there',
    'proto-unknown-option',
    withRich('option (rich) = { ⟦txt⟧: "x" };'),
  ),
  refuses(
    'an extension in text format that is not there',
    'proto-unknown-option',
    withRich('option (rich) = { ⟦[none]⟧: "x" };'),
  ),
  refuses('a text where a number belongs', 'proto-option-value', withRich('option (int) = ⟦"x"⟧;')),
  refuses('a number where a text belongs', 'proto-option-value', withRich('option (name) = ⟦5⟧;')),
  refuses('a word where a text belongs', 'proto-option-value', withRich('option (name) = ⟦x⟧;')),
  refuses(
    'a number that is too great for an option',
    'proto-option-value',
    withRich('option (int) = ⟦2147483648⟧;'),
  ),
  refuses(
    'a fraction where a whole number belongs',
    'proto-option-value',
    withRich('option (int) = ⟦1.0⟧;'),
  ),
  refuses(
    'a value that the enum has not',
    'proto-option-value',
    withRich('option (kind) = ⟦MORE⟧;'),
  ),
  bufDiffers(
    'accepts',
    refuses('the number of a value', 'proto-option-value', withRich('option (kind) = ⟦1⟧;')),
  ),
  refuses(
    'a number for a bool',
    'proto-option-value',
    `${P3}message A { option deprecated = ⟦1⟧; }`,
  ),
  refuses(
    'a quoted bool',
    'proto-option-value',
    `${P3}message A { option deprecated = ⟦"true"⟧; }`,
  ),
  refuses(
    'a bool with a capital letter',
    'proto-option-value',
    `${P3}message A { option deprecated = ⟦True⟧; }`,
  ),
  refuses(
    'a scalar where a message belongs',
    'proto-option-value',
    withRich('option (rich) = ⟦"x"⟧;'),
  ),
  refuses(
    'a message where a scalar belongs',
    'proto-option-value',
    withRich('option (name) = ⟦{ text: "x" }⟧;'),
  ),
  refuses(
    'a scalar in text format that does not fit',
    'proto-option-value',
    withRich('option (rich) = { text: ⟦5⟧ };'),
  ),
  refuses(
    'a list for a field that is none',
    'proto-option-value',
    withRich('option (rich) = { text: ⟦["a"]⟧ };'),
  ),
  refuses(
    'a list outside of text format',
    'proto-syntax',
    withRich('option (names) = ⟦[⟧"a", "b"];'),
  ),
  bufDiffers(
    'accepts',
    refuses(
      'a text of bytes that are no UTF-8',
      'proto-option-value',
      withRich('option (name) = ⟦"\\xff"⟧;'),
    ),
  ),
  refuses(
    'an option twice',
    'proto-option-misuse',
    withRich('option (name) = "x"; ⟦option (name) = "y";⟧'),
  ),
  refuses(
    'an option of a file twice',
    'proto-option-misuse',
    `${P3}option go_package = "x"; ⟦option go_package = "y";⟧`,
  ),
  refuses(
    'a field in text format twice',
    'proto-option-misuse',
    withRich('option (rich) = { text: "x" ⟦text: "y"⟧ };'),
  ),
  refuses(
    'a part of an option twice',
    'proto-option-misuse',
    withRich('option (rich).text = "x"; ⟦option (rich).text = "y";⟧'),
  ),
  refuses(
    'an option as a whole and a part of it',
    'proto-option-misuse',
    withRich('option (rich).text = "x"; ⟦option (rich) = { flag: true };⟧'),
  ),
  refuses(
    'two of a oneof',
    'proto-option-misuse',
    withRich('option (rich) = { left: 1 ⟦right: "x"⟧ };'),
  ),
  refuses(
    'two of a oneof by their parts',
    'proto-option-misuse',
    withRich('option (rich).left = 1; ⟦option (rich).right = "x";⟧'),
  ),
  refuses('a part of a list', 'proto-option-misuse', withRich('option ⟦(riches)⟧.text = "x";')),
  refuses('a part of a scalar', 'proto-option-misuse', withRich('option ⟦(name)⟧.text = "x";')),
  refuses(
    'a required field that is not set',
    'proto-option-misuse',
    `${P2}message O { required string a = 1; optional string b = 2; } extend google.protobuf.MessageOptions { optional O o = 50001; } message A { option ⟦(o)⟧.b = "x"; }`,
  ),
  bufDiffers(
    'accepts',
    refuses(
      'an octal number for a double in text format',
      'proto-option-value',
      withRich('option (rich) = { number: ⟦010⟧ };'),
    ),
  ),
  refuses('a message that does not end', 'proto-syntax', withRich('option (rich) = { text: "x" ;')),
  refuses(
    'a field in text format without a value',
    'proto-syntax',
    withRich('option (rich) = { text⟦}⟧;'),
  ),
  refuses(
    'a scalar in text format without a colon',
    'proto-syntax',
    withRich('option (rich) = { text ⟦"x"⟧ };'),
  ),
  refuses('an option without a value', 'proto-syntax', `${P3}message A { option deprecated⟦;⟧ }`),
  refuses('empty brackets', 'proto-syntax', `${P3}message A { string a = 1 [⟦]⟧; }`),
  refuses(
    'a comma too many in brackets',
    'proto-syntax',
    `${P3}message A { string a = 1 [deprecated = true, ⟦]⟧; }`,
  ),
  refuses(
    'a target that an option does not have',
    'proto-option-misuse',
    `${P2}extend google.protobuf.MessageOptions { optional string x = 50001 [targets = TARGET_TYPE_ENUM]; } message A { ⟦option (x) = "y";⟧ }`,
  ),
  refuses(
    'an option set by itself, uninterpreted',
    'proto-option-misuse',
    `${P3}message A { option ⟦uninterpreted_option⟧ = { string_value: "x" }; }`,
  ),
  refuses(
    'an extension of options with a number that is taken',
    'proto-duplicate-number',
    `${P3}extend google.protobuf.MessageOptions { string x = 50001; string y = ⟦50001⟧; }`,
  ),
  refuses(
    'an extension of options outside of their range',
    'proto-extension',
    `${P3}extend google.protobuf.MessageOptions { string x = ⟦500⟧; }`,
  ),
];
