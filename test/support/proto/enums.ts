import { accepts, refuses } from './case.ts';

const P2 = 'syntax = "proto2";\n';
const P3 = 'syntax = "proto3";\n';

/** Enums and services. */
export const enums = [
  accepts(
    'an enum',
    `${P3}enum E { A = 0; B = 1; C = -1; D = 2147483647; F = -2147483648; G = 0x10; H = 010; }`,
  ),
  accepts('a proto2 enum without zero', `${P2}enum E { A = 5; B = -3; }`),
  accepts(
    'a closed enum without zero',
    'edition = "2023"; enum E { option features.enum_type = CLOSED; A = 5; }',
  ),
  accepts('aliases', `${P3}enum E { option allow_alias = true; A = 0; B = 0; C = 1; D = 1; }`),
  accepts(
    'values with options',
    `${P3}import "google/protobuf/descriptor.proto"; extend google.protobuf.EnumValueOptions { string label = 50001; } enum E { option deprecated = true; A = 0 [deprecated = true, (label) = "a"]; B = 1 [debug_redact = true]; }`,
  ),
  accepts(
    'reserved numbers of an enum',
    `${P3}enum E { reserved -5 to -1, 7, 100 to max; reserved "X", "Y"; A = 0; }`,
  ),
  accepts(
    'values called like JavaScript properties',
    `${P3}enum E { constructor = 0; prototype = 1; __proto__ = 2; toString = 3; }`,
  ),
  accepts(
    'values called like words of the language',
    `${P3}enum E { option = 0; reserved = 1; message = 2; max = 3; }`,
  ),
  accepts(
    'values of one name in two messages',
    `${P3}message A { enum E { X = 0; } } message B { enum E { X = 0; } }`,
  ),
  accepts(
    'values that meet in proto2 without the name of the enum',
    `${P2}enum Foo { FOO_BAR = 0; BAR = 1; }`,
  ),
  accepts(
    'values that meet with the same number',
    `${P3}enum Foo { option allow_alias = true; FOO_BAR = 0; BAR = 0; }`,
  ),
  accepts(
    'a closed enum in a proto2 message',
    `${P2}enum E { A = 1; } message M { optional E e = 1; repeated E f = 2; }`,
  ),
  accepts(
    'an open enum in a proto2 message',
    `${P2}import "b.proto"; message M { optional E e = 1; }`,
    { 'b.proto': `${P3}enum E { X = 0; }` },
  ),
  accepts(
    'a service',
    `${P3}message A {} service S { rpc Get(A) returns (A); rpc Up(stream A) returns (A) {} rpc Down(A) returns (stream A) { option deprecated = true; } rpc Both(stream .A) returns (stream A) {;} }`,
  ),
  accepts('a service without methods', `${P3}service S {}`),
  accepts(
    'methods with options',
    `${P3}import "google/protobuf/descriptor.proto"; extend google.protobuf.MethodOptions { string path = 50001; } extend google.protobuf.ServiceOptions { string host = 50001; } message A {} service S { option (host) = "x"; option deprecated = true; rpc Get(A) returns (A) { option (path) = "/a"; option idempotency_level = NO_SIDE_EFFECTS; } }`,
  ),
  accepts(
    'a message that is called stream',
    `${P3}message stream {} service S { rpc Get(stream) returns (stream stream); }`,
  ),
  accepts(
    'types of other packages',
    `${P3}package a; import "google/protobuf/empty.proto"; service S { rpc Get(google.protobuf.Empty) returns (.google.protobuf.Empty); }`,
  ),

  refuses('an enum without values', 'proto-empty', `${P3}enum ⟦E⟧ {}`),
  refuses('a proto3 enum without zero', 'proto-enum-zero', `${P3}enum E { A = ⟦1⟧; }`),
  refuses(
    'a proto3 enum whose zero is not first',
    'proto-enum-zero',
    `${P3}enum E { A = ⟦1⟧; B = 0; }`,
  ),
  refuses(
    'an open enum of an edition without zero',
    'proto-enum-zero',
    'edition = "2023"; enum E { A = ⟦1⟧; }',
  ),
  refuses('aliases that are not allowed', 'proto-enum-alias', `${P3}enum E { A = 0; B = ⟦0⟧; }`),
  refuses(
    'allowed aliases that are not there',
    'proto-enum-alias',
    `${P3}enum E { ⟦option allow_alias = true;⟧ A = 0; }`,
  ),
  refuses(
    'a value that is no int32',
    'proto-number-range',
    `${P3}enum E { A = 0; B = ⟦2147483648⟧; }`,
  ),
  refuses(
    'a value below every int32',
    'proto-number-range',
    `${P3}enum E { A = 0; B = ⟦-2147483649⟧; }`,
  ),
  refuses('a value with a fraction', 'proto-syntax', `${P3}enum E { A = ⟦0.0⟧; }`),
  refuses(
    'a reserved number of an enum',
    'proto-reserved',
    `${P3}enum E { reserved 1 to 5; A = 0; B = ⟦5⟧; }`,
  ),
  refuses(
    'a reserved name of an enum',
    'proto-reserved',
    `${P3}enum E { reserved "B"; A = 0; ⟦B⟧ = 1; }`,
  ),
  refuses(
    'ranges of an enum that overlap',
    'proto-bad-range',
    `${P3}enum E { reserved 1 to 5, ⟦3⟧; A = 0; }`,
  ),
  refuses('values of one name', 'proto-duplicate-name', `${P3}enum E { A = 0; ⟦A⟧ = 1; }`),
  refuses(
    'values that are equal without the name of the enum',
    'proto-json-name',
    `${P3}enum Foo { FOO_BAR = 0; ⟦BAR⟧ = 1; }`,
  ),
  refuses(
    'values that are equal but for the case',
    'proto-json-name',
    `${P3}enum Foo { BAR_BAZ = 0; ⟦bar_baz⟧ = 1; }`,
  ),
  refuses('a message in an enum', 'proto-syntax', `${P3}enum E { A = 0; message ⟦B⟧ {} }`),
  refuses(
    'a closed enum in a proto3 message',
    'proto-closed-enum',
    `${P3}import "b.proto"; message M { ⟦E⟧ e = 1; }`,
    { 'b.proto': `${P2}enum E { X = 0; }` },
  ),
  refuses(
    'a method with the name of its type',
    'proto-wrong-kind',
    `${P3}message Get {} service S { rpc Get(⟦Get⟧) returns (.Get); }`,
  ),
  accepts(
    'a method with the name of its type, which begins with a dot',
    `${P3}message Get {} service S { rpc Get(.Get) returns (.Get); }`,
  ),
  refuses(
    'an extension of what a field hides',
    'proto-wrong-kind',
    'syntax = "proto2"; message A { extensions 100; } message B { optional int32 A = 1; extend ⟦A⟧ { optional int32 x = 100; } }',
  ),
  refuses(
    'a method that takes an enum',
    'proto-wrong-kind',
    `${P3}message A {} enum E { X = 0; } service S { rpc Get(⟦E⟧) returns (A); }`,
  ),
  refuses(
    'a method that takes a scalar',
    'proto-undefined-type',
    `${P3}message A {} service S { rpc Get(⟦string⟧) returns (A); }`,
  ),
  refuses(
    'a method that takes what is not there',
    'proto-undefined-type',
    `${P3}message A {} service S { rpc Get(A) returns (⟦B⟧); }`,
  ),
  refuses(
    'a method that takes two',
    'proto-syntax',
    `${P3}message A {} service S { rpc Get(A⟦,⟧ A) returns (A); }`,
  ),
  refuses(
    'a method that takes nothing',
    'proto-syntax',
    `${P3}message A {} service S { rpc Get(⟦)⟧ returns (A); }`,
  ),
  refuses(
    'a method that returns nothing',
    'proto-syntax',
    `${P3}message A {} service S { rpc Get(A)⟦;⟧ }`,
  ),
  refuses(
    'a method without a semicolon',
    'proto-syntax',
    `${P3}message A {} service S { rpc Get(A) returns (A) ⟦}⟧`,
  ),
  refuses('a message in a service', 'proto-syntax', `${P3}service S { ⟦message⟧ A {} }`),
  refuses(
    'a stream the proto1 way',
    'proto-syntax',
    `${P3}message A {} service S { ⟦stream⟧ Get(A, A); }`,
  ),
];
