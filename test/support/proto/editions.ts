import { accepts, bufDiffers, refuses } from './case.ts';

const E23 = 'edition = "2023";\n';
const E24 = 'edition = "2024";\n';

/** What editions brought. */
export const editions = [
  accepts(
    'edition 2023',
    `${E23}package a; message A { int32 a = 1; repeated int32 b = 2; string c = 3; A d = 4; map<string, E> e = 5; oneof o { int32 f = 6; } } enum E { X = 0; }`,
  ),
  accepts(
    'features of a file',
    `${E23}option features.field_presence = IMPLICIT; option features.enum_type = CLOSED; option features.repeated_field_encoding = EXPANDED; option features.utf8_validation = NONE; option features.json_format = LEGACY_BEST_EFFORT; message A { int32 a = 1; } enum E { X = 1; }`,
  ),
  accepts(
    'features as one message',
    `${E23}option features = { field_presence: IMPLICIT enum_type: CLOSED };`,
  ),
  accepts(
    'features of fields',
    `${E23}message A { int32 a = 1 [features.field_presence = IMPLICIT]; int32 b = 2 [features.field_presence = LEGACY_REQUIRED]; repeated int32 c = 3 [features.repeated_field_encoding = EXPANDED]; A d = 4 [features.message_encoding = DELIMITED]; string e = 5 [features.utf8_validation = NONE]; int32 f = 6 [features.field_presence = EXPLICIT, default = 5]; }`,
  ),
  accepts(
    'features of enums and messages',
    `${E23}message A { option features.json_format = LEGACY_BEST_EFFORT; int32 foo_bar = 1; int32 fooBar = 2; enum E { option features.enum_type = CLOSED; X = 1; } E e = 3; }`,
  ),
  accepts(
    'defaults of fields',
    `${E23}message A { int32 a = 1 [default = 5]; string b = 2 [default = "x"]; E c = 3 [default = Y]; } enum E { X = 0; Y = 1; }`,
  ),
  accepts(
    'extensions of an edition',
    `${E23}message A { extensions 100 to max; } extend A { int32 a = 100; repeated string b = 101; A c = 102 [features.message_encoding = DELIMITED]; }`,
  ),
  accepts(
    'features of a oneof',
    `${E23}message A { oneof o { int32 a = 1; string b = 2 [features.utf8_validation = NONE]; } }`,
  ),
  accepts(
    'features of a map',
    `${E23}message A { map<string, string> a = 1 [features.utf8_validation = NONE]; }`,
  ),
  accepts(
    'features of C++',
    `${E23}import "google/protobuf/cpp_features.proto"; option features.(pb.cpp).string_type = VIEW; message A { string a = 1; }`,
  ),
  accepts(
    'imports of older files',
    `${E23}import "b.proto"; import "c.proto"; message A { B b = 1; C c = 2; }`,
    {
      'b.proto': 'syntax = "proto2"; message B { optional int32 a = 1; }',
      'c.proto': 'syntax = "proto3"; message C { int32 a = 1; }',
    },
  ),
  accepts(
    'an import by an older file',
    'syntax = "proto3"; import "b.proto"; message A { B b = 1; }',
    { 'b.proto': `${E23}message B { int32 a = 1; }` },
  ),
  accepts(
    'a list of a closed enum of an edition',
    `${E23}enum E { option features.enum_type = CLOSED; X = 1; } message A { E e = 1; repeated E f = 2; }`,
  ),

  accepts(
    'edition 2024',
    `${E24}package a.b; message Foo { int32 a_b = 1; repeated int32 c = 2; } enum Bar { BAR_UNSPECIFIED = 0; BAR_TWO = 1; } service Baz { rpc GetFoo(Foo) returns (Foo); }`,
  ),
  accepts(
    '`export` and `local`',
    `${E24}export message Foo { local message Inner {} export enum Other { OTHER_ZERO = 0; } Inner inner = 1; } local enum Bar { BAR_ZERO = 0; } local message Baz {}`,
  ),
  accepts(
    'a local type of the same file',
    `${E24}local message Foo {} message Bar { Foo foo = 1; }`,
  ),
  accepts(
    'an exported type of another file',
    `${E24}import "b.proto"; message Foo { Bar bar = 1; Bar.Inner inner = 2; }`,
    { 'b.proto': `${E24}message Bar { export message Inner {} }` },
  ),
  accepts('`import option`', `${E24}import option "b.proto"; message Foo { option (x) = "y"; }`, {
    'b.proto':
      'edition = "2023"; import "google/protobuf/descriptor.proto"; extend google.protobuf.MessageOptions { string x = 50001; }',
  }),
  accepts(
    'a visibility for all',
    `${E24}option features.default_symbol_visibility = EXPORT_ALL; message Foo { message Inner {} }`,
  ),
  accepts(
    'enums in a message that holds nothing else',
    `${E24}option features.default_symbol_visibility = STRICT; local message Foo { reserved 1 to max; export enum E { E_ZERO = 0; } }`,
  ),
  refuses(
    'a nested type exported where all must be strict',
    'proto-feature',
    `${E24}option features.default_symbol_visibility = STRICT; message Foo { ⟦export⟧ message Inner {} }`,
  ),
  refuses(
    'a nested enum exported where all must be strict',
    'proto-feature',
    `${E24}option features.default_symbol_visibility = STRICT; export message Foo { reserved 1 to max; ⟦export⟧ enum E { E_ZERO = 0; } }`,
  ),
  refuses(
    'what edition 2024 took away',
    'proto-feature',
    `${E24}⟦option java_multiple_files = true;⟧`,
  ),
  accepts(
    'the naming style turned off',
    `${E24}option features.enforce_naming_style = STYLE_LEGACY; message foo_bar { int32 FooBar = 1; enum e { a = 0; } }`,
  ),
  accepts('`string_view` strings of C++', `${E24}message Foo { string a = 1; }`),
  accepts(
    'messages called export and local',
    `${E23}message export { local local = 1; } message local { export export = 1; }`,
  ),

  refuses(
    'features in proto3',
    'proto-feature',
    'syntax = "proto3"; option ⟦features⟧.field_presence = IMPLICIT;',
  ),
  refuses(
    'features in proto2',
    'proto-feature',
    'syntax = "proto2"; message A { optional int32 a = 1 [⟦features⟧.field_presence = IMPLICIT]; }',
  ),
  refuses(
    'a feature that is not there',
    'proto-unknown-option',
    `${E23}option features.⟦field_presences⟧ = IMPLICIT;`,
  ),
  refuses(
    'a value that a feature has not',
    'proto-option-value',
    `${E23}option features.field_presence = ⟦NEVER⟧;`,
  ),
  refuses(
    'a feature without a value',
    'proto-feature',
    `${E23}⟦option features.field_presence = FIELD_PRESENCE_UNKNOWN;⟧`,
  ),
  refuses(
    'a required file',
    'proto-feature',
    `${E23}⟦option features.field_presence = LEGACY_REQUIRED;⟧`,
  ),
  refuses(
    'the presence of a list',
    'proto-feature',
    `${E23}message A { repeated int32 a = 1 [⟦features.field_presence = IMPLICIT⟧]; }`,
  ),
  refuses(
    'the presence of a field of a oneof',
    'proto-feature',
    `${E23}message A { oneof o { int32 a = 1 [⟦features.field_presence = IMPLICIT⟧]; } }`,
  ),
  refuses(
    'the presence of an extension',
    'proto-feature',
    `${E23}message A { extensions 100; } extend A { int32 a = 100 [⟦features.field_presence = IMPLICIT⟧]; }`,
  ),
  refuses(
    'a message without presence',
    'proto-feature',
    `${E23}message A { A a = 1 [⟦features.field_presence = IMPLICIT⟧]; }`,
  ),
  refuses(
    'the encoding of a list of what is none',
    'proto-feature',
    `${E23}message A { int32 a = 1 [⟦features.repeated_field_encoding = EXPANDED⟧]; }`,
  ),
  refuses(
    'texts that are packed',
    'proto-feature',
    `${E23}message A { repeated string a = 1 [⟦features.repeated_field_encoding = PACKED⟧]; }`,
  ),
  refuses(
    'the UTF-8 of a number',
    'proto-feature',
    `${E23}message A { int32 a = 1 [⟦features.utf8_validation = NONE⟧]; }`,
  ),
  refuses(
    'the encoding of messages of a number',
    'proto-feature',
    `${E23}message A { int32 a = 1 [⟦features.message_encoding = DELIMITED⟧]; }`,
  ),
  refuses(
    'a feature of fields at an enum',
    'proto-option-misuse',
    `${E23}enum E { ⟦option features.field_presence = IMPLICIT;⟧ X = 0; }`,
  ),
  refuses(
    'a feature of enums at a field',
    'proto-option-misuse',
    `${E23}message A { int32 a = 1 [⟦features.enum_type = CLOSED⟧]; }`,
  ),
  refuses(
    '`packed` in an edition',
    'proto-feature',
    `${E23}message A { repeated int32 a = 1 [packed = true]; }`,
  ),
  bufDiffers(
    'accepts',
    refuses(
      'a default without presence',
      'proto-default',
      `${E23}message A { int32 ⟦a⟧ = 1 [features.field_presence = IMPLICIT, default = 5]; }`,
    ),
  ),
  refuses(
    'a closed enum without presence',
    'proto-closed-enum',
    `${E23}enum E { option features.enum_type = CLOSED; X = 0; } message A { ⟦E⟧ e = 1 [features.field_presence = IMPLICIT]; }`,
  ),
  refuses(
    'a feature of edition 2024 in 2023',
    'proto-feature',
    `${E23}⟦option features.enforce_naming_style = STYLE2024;⟧`,
  ),
  refuses('`local` before edition 2024', 'proto-feature', `${E23}⟦local⟧ message A {}`),
  refuses('`export` in proto3', 'proto-feature', 'syntax = "proto3"; ⟦export⟧ message A {}'),
  refuses(
    '`ctype` in edition 2024',
    'proto-feature',
    `${E24}message Foo { string a = 1 [⟦ctype = CORD⟧]; }`,
  ),
  refuses(
    'a weak import in edition 2024',
    'proto-import-misuse',
    `${E24}import weak ⟦"b.proto"⟧;`,
    { 'b.proto': E24 },
  ),
  refuses(
    'a local type of another file',
    'proto-not-visible',
    `${E24}import "b.proto"; message Foo { ⟦Bar⟧ bar = 1; }`,
    { 'b.proto': `${E24}local message Bar {}` },
  ),
  refuses(
    'a nested type of another file',
    'proto-not-visible',
    `${E24}import "b.proto"; message Foo { ⟦Bar.Inner⟧ bar = 1; }`,
    { 'b.proto': `${E24}message Bar { message Inner {} }` },
  ),
  refuses(
    'a local type in a method',
    'proto-not-visible',
    `${E24}import "b.proto"; message Foo {} service Svc { rpc Get(⟦Bar⟧) returns (Foo); }`,
    { 'b.proto': `${E24}local message Bar {}` },
  ),
  refuses(
    'a type of `import option`',
    'proto-not-imported',
    `${E24}import option "b.proto"; message Foo { ⟦Bar⟧ bar = 1; }`,
    { 'b.proto': `${E24}message Bar {}` },
  ),
  refuses('a message in another style', 'proto-naming-style', `${E24}message ⟦foo_bar⟧ {}`),
  refuses(
    'a field in another style',
    'proto-naming-style',
    `${E24}message Foo { int32 ⟦fooBar⟧ = 1; }`,
  ),
  refuses(
    'a field with a digit behind an underscore',
    'proto-naming-style',
    `${E24}message Foo { int32 ⟦foo_1⟧ = 1; }`,
  ),
  refuses('a value in another style', 'proto-naming-style', `${E24}enum Foo { ⟦zero⟧ = 0; }`),
  refuses(
    'a method in another style',
    'proto-naming-style',
    `${E24}message Foo {} service Bar { rpc ⟦get⟧(Foo) returns (Foo); }`,
  ),
  refuses('a package in another style', 'proto-naming-style', `${E24}package ⟦Acme.V1⟧;`),
  refuses(
    'a oneof in another style',
    'proto-naming-style',
    `${E24}message Foo { oneof ⟦Bar⟧ { int32 a = 1; } }`,
  ),
];
