import { accepts, refuses } from './case.ts';

const P3 = 'syntax = "proto3";\n';
const B = { 'b.proto': `${P3}package b; message B {}` };

/** Imports, packages and how names are found. */
export const imports = [
  accepts('an import', `${P3}import "b.proto"; message A { b.B b = 1; }`, B),
  accepts('an import from a folder', `${P3}import "x/y/b.proto"; message A { b.B b = 1; }`, {
    'x/y/b.proto': B['b.proto'],
  }),
  accepts('an import in two pieces', `${P3}import "b" ".proto"; message A { b.B b = 1; }`, B),
  accepts('a public import', `${P3}import "c.proto"; message A { b.B b = 1; }`, {
    ...B,
    'c.proto': `${P3}import public "b.proto";`,
  }),
  accepts('a public import of a public import', `${P3}import "d.proto"; message A { b.B b = 1; }`, {
    ...B,
    'c.proto': `${P3}import public "b.proto";`,
    'd.proto': `${P3}import public "c.proto";`,
  }),
  accepts('a weak import', `${P3}import weak "b.proto"; message A { b.B b = 1; }`, B),
  accepts(
    'several kinds of imports',
    `${P3}import public "b.proto"; import weak "c.proto"; import "d.proto";`,
    {
      ...B,
      'c.proto': P3,
      'd.proto': P3,
    },
  ),
  accepts(
    'an import behind its use',
    `${P3}message A { b.B b = 1; } import "b.proto"; package a;`,
    B,
  ),
  accepts(
    'imports in a diamond',
    `${P3}import "b.proto"; import "c.proto"; message A { d.D a = 1; } import "d.proto";`,
    {
      'b.proto': `${P3}import "d.proto"; message B { d.D a = 1; }`,
      'c.proto': `${P3}import "d.proto"; message C { d.D a = 1; }`,
      'd.proto': `${P3}package d; message D {}`,
    },
  ),
  accepts(
    'the files that ship with every compiler',
    `${P3}
import "google/protobuf/any.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/empty.proto";
import "google/protobuf/field_mask.proto"; import "google/protobuf/struct.proto"; import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto"; import "google/protobuf/type.proto"; import "google/protobuf/api.proto";
import "google/protobuf/source_context.proto"; import "google/protobuf/descriptor.proto";
import "google/protobuf/compiler/plugin.proto";
message A {
  google.protobuf.Any a = 1; google.protobuf.Duration b = 2; google.protobuf.Empty c = 3; google.protobuf.FieldMask d = 4;
  google.protobuf.Struct e = 5; google.protobuf.Value f = 6; google.protobuf.ListValue g = 7; google.protobuf.NullValue h = 8;
  google.protobuf.Timestamp i = 9; google.protobuf.StringValue j = 10; google.protobuf.FileDescriptorSet k = 11;
}`,
  ),
  accepts(
    'one package in two files',
    `${P3}package b; import "b.proto"; message A { B b = 1; }`,
    B,
  ),
  accepts(
    'a package with the name of a message in it',
    `${P3}package a.b; message a { a x = 1; .a.b.a y = 2; }`,
  ),
  accepts(
    'a part of the own package',
    `${P3}package acme.shop.v1; import "b.proto"; message A { common.B b = 1; acme.common.B c = 2; .acme.common.B d = 3; }`,
    {
      'b.proto': `${P3}package acme.common; message B {}`,
    },
  ),
  accepts(
    'the innermost of two types',
    `${P3}message T {} message A { message T {} T t = 1; .T u = 2; A.T v = 3; }`,
  ),
  accepts(
    'types of enclosing messages',
    `${P3}message A { message B { message C { D d = 1; E e = 2; } } enum D { D0 = 0; } message E {} }`,
  ),
  accepts('a field with the name of a type', `${P3}message T {} message A { T T = 1; }`),
  accepts(
    'a field that has the name of its own type',
    `${P3}enum Kind { KIND_0 = 0; } message A { Kind kind = 1; A A = 2; }`,
  ),
  accepts(
    'recursion',
    `${P3}message A { A a = 1; B b = 2; repeated A c = 3; map<string, A> d = 4; } message B { A a = 1; }`,
  ),
  accepts('a declaration behind its use', `${P3}message A { B b = 1; } message B {}`),
  accepts(
    'a dotted name into a message',
    `${P3}message A { B.C.D d = 1; } message B { message C { enum D { X = 0; } } }`,
  ),
  accepts(
    'a package that is part of another',
    `${P3}package a; import "b.proto"; message M { b.B x = 1; .a.b.B y = 2; }`,
    {
      'b.proto': `${P3}package a.b; message B {}`,
    },
  ),
  accepts(
    'the package of a file that is not imported does not get in the way',
    `${P3}package x; import "c.proto"; message A { b.B b = 1; }`,
    {
      'c.proto': `${P3}package b; import "d.proto"; message B {}`,
      'd.proto': `${P3}package x.b; message Other {}`,
    },
  ),
  refuses('a missing import', 'proto-missing-import', `${P3}import ⟦"none.proto"⟧;`),
  refuses('a missing import of an import', 'proto-missing-import', `${P3}import "b.proto";`, {
    'b.proto': `${P3}import "none.proto";`,
  }),
  refuses('an import in a circle', 'proto-import-cycle', `${P3}import "b.proto";`, {
    'b.proto': `${P3}import "a.proto";`,
  }),
  refuses('an import of itself', 'proto-import-cycle', `${P3}import ⟦"a.proto"⟧;`),
  refuses('a circle further away', 'proto-import-cycle', `${P3}import "b.proto";`, {
    'b.proto': `${P3}import "c.proto";`,
    'c.proto': `${P3}import "b.proto";`,
  }),
  refuses(
    'an import twice',
    'proto-import-misuse',
    `${P3}import "b.proto"; import ⟦"b.proto"⟧;`,
    B,
  ),
  refuses('an import of nothing', 'proto-import-misuse', `${P3}import ⟦""⟧;`),
  refuses('an import with a step up', 'proto-import-misuse', `${P3}import ⟦"../b.proto"⟧;`, B),
  refuses('an import with a step nowhere', 'proto-import-misuse', `${P3}import ⟦"./b.proto"⟧;`, B),
  refuses('an import with backslashes', 'proto-import-misuse', `${P3}import ⟦"x\\\\b.proto"⟧;`, {
    'x/b.proto': P3,
  }),
  refuses('an import with two slashes', 'proto-import-misuse', `${P3}import ⟦"x//b.proto"⟧;`, {
    'x/b.proto': P3,
  }),
  refuses('an import without quotes', 'proto-syntax', `${P3}import ⟦b⟧;`, B),
  refuses(
    'an import with two modifiers',
    'proto-syntax',
    `${P3}import public ⟦weak⟧ "b.proto";`,
    B,
  ),
  refuses(
    '`import option` before edition 2024',
    'proto-import-misuse',
    'edition = "2023"; import option ⟦"b.proto"⟧;',
    B,
  ),
  refuses('a type that is nowhere', 'proto-undefined-type', `${P3}message A { ⟦B⟧ b = 1; }`),
  refuses(
    'a type of another case',
    'proto-undefined-type',
    `${P3}message Book {} message A { ⟦book⟧ b = 1; }`,
  ),
  refuses(
    'a type of a file that is imported by an import',
    'proto-not-imported',
    `${P3}import "c.proto"; message A { ⟦b.B⟧ b = 1; }`,
    {
      ...B,
      'c.proto': `${P3}import "b.proto"; message C { b.B b = 1; }`,
    },
  ),
  refuses(
    'a name that begins with a nearer package',
    'proto-undefined-type',
    `${P3}package acme.google; import "google/protobuf/any.proto"; message A { ⟦google.protobuf.Any⟧ a = 1; }`,
  ),
  refuses(
    'a name that begins with a nearer message',
    'proto-undefined-type',
    `${P3}package x; import "b.proto"; message A { message b {} ⟦b.B⟧ a = 1; }`,
    B,
  ),
  refuses(
    'a name with a leading dot that is not there',
    'proto-undefined-type',
    `${P3}package a; message B {} message A { ⟦.B⟧ b = 1; }`,
  ),
  refuses(
    'a field as a type',
    'proto-wrong-kind',
    `${P3}message B { int32 x = 1; } message A { ⟦B.x⟧ b = 1; }`,
  ),
  refuses(
    'a service as a type',
    'proto-wrong-kind',
    `${P3}package p; service S {} message A { ⟦p.S⟧ b = 1; }`,
  ),
  refuses('two messages of one name', 'proto-duplicate-name', `${P3}message A {} message ⟦A⟧ {}`),
  refuses(
    'a message and an enum of one name',
    'proto-duplicate-name',
    `${P3}message A {} enum ⟦A⟧ { X = 0; }`,
  ),
  refuses(
    'a message and a service of one name',
    'proto-duplicate-name',
    `${P3}message A {} service ⟦A⟧ {}`,
  ),
  refuses(
    'two fields of one name',
    'proto-duplicate-name',
    `${P3}message A { int32 a = 1; int32 ⟦a⟧ = 2; }`,
  ),
  refuses(
    'a field and a oneof of one name',
    'proto-duplicate-name',
    `${P3}message A { int32 a = 1; oneof ⟦a⟧ { int32 b = 2; } }`,
  ),
  refuses(
    'a field and a nested type of one name',
    'proto-duplicate-name',
    `${P3}message A { int32 B = 1; message ⟦B⟧ {} }`,
  ),
  refuses(
    'a message of a name in another file',
    'proto-duplicate-name',
    `${P3}package b; import "b.proto"; message ⟦B⟧ {}`,
    B,
  ),
  refuses(
    'a message with the name of a package',
    'proto-duplicate-name',
    `${P3}import "b.proto"; message ⟦b⟧ {}`,
    B,
  ),
  refuses(
    'the values of two enums with one name',
    'proto-duplicate-name',
    `${P3}enum A { X = 0; } enum B { ⟦X⟧ = 0; }`,
  ),
  refuses(
    'a value with the name of a message',
    'proto-duplicate-name',
    `${P3}message X {} enum B { ⟦X⟧ = 0; }`,
  ),
  refuses(
    'a message with the name of the entry of a map',
    'proto-duplicate-name',
    `${P3}message A { map<string, int32> foo_bar = 1; message ⟦FooBarEntry⟧ {} }`,
  ),
  refuses(
    'two methods of one name',
    'proto-duplicate-name',
    `${P3}message M {} service S { rpc A(M) returns (M); rpc ⟦A⟧(M) returns (M); }`,
  ),
];
