import { accepts, bufDiffers, refuses } from './case.ts';

const P3 = 'syntax = "proto3";\n';

/** Tokens, literals and comments. */
export const words = [
  accepts('an empty file', ''),
  accepts('comments alone', '// nothing\n/* here */\n'),
  accepts('a byte order mark', `\uFEFF${P3}message A {}`),
  accepts('empty statements', `${P3};;message A {;;};;enum E {; X = 0;;};service S {;;}`),
  accepts('lines that end in CRLF', 'syntax = "proto3";\r\n// a\r\nmessage A {\r\n}\r\n'),
  accepts('single quotes', "syntax = 'proto3'; package a;"),
  accepts('a syntax in two pieces', 'syntax = "pro" \'to3\';'),
  accepts('no space where none is needed', `${P3}message A{string b=1[deprecated=true];}`),
  accepts(
    'numbers in every base',
    `${P3}message A { int32 a = 0x10; int32 b = 010; int32 c = 0XfF; }`,
  ),
  accepts('a number of many zeros', `${P3}message A { int32 a = 0000001; }`),
  accepts(
    'comments between any two words',
    `${P3}message /* a */ A /* b */ { /* c */ string /* d */ b /* e */ = /* f */ 1 /* g */; }`,
  ),
  accepts('a comment at the end without a line', `${P3}message A {} // end`),
  accepts(
    'words of the language as names',
    `${P3}message message { int32 message = 1; enum enum { rpc = 0; } .message.enum service = 2; }`,
  ),
  accepts(
    'words of the language as fields',
    `${P3}message A {
  string syntax = 1; string import = 2; string package = 3; string option = 4; string rpc = 5; string returns = 6;
  string stream = 7; string extensions = 8; string reserved = 9; string max = 10; string to = 11; string map = 12;
  string oneof = 13; string group = 14; string optional = 15; string required = 16; string repeated = 17;
  string true = 18; string inf = 19; string edition = 20; string export = 21; string local = 22; string weak = 23;
  string public = 24; string extend = 25; string constructor = 26; string __proto__ = 27; string toString = 28;
}`,
  ),
  accepts(
    'names that JavaScript has on every object',
    `${P3}package constructor;
message __proto__ { string hasOwnProperty = 1; }
message toString { __proto__ valueOf = 1; map<string, toString> prototype = 2; }
enum E { constructor = 0; isPrototypeOf = 1; }
service valueOf { rpc constructor(toString) returns (__proto__); }`,
  ),
  accepts(
    'escapes',
    `syntax = "proto2"; message A {
  optional string a = 1 [default = "\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\"\\?"];
  optional bytes b = 2 [default = "\\x0\\xff\\X7F\\0\\12\\377"];
  optional string c = 3 [default = "\\u0041\\u00e9\\U0001F600"];
  optional string d = 4 [default = 'it''s'];
  optional string e = 5 [default = "a" "b"
    "c"];
}`,
  ),
  accepts(
    'characters beyond ASCII in text and comments',
    `${P3}// Grüße, 世界
message A { string a = 1 [json_name = "größe😀"]; }`,
  ),
  accepts('a form feed and a tab between words', `${P3}message\tA\f{\v}`),
  refuses('an unknown syntax', 'proto-unknown-syntax', 'syntax = ⟦"proto4"⟧;'),
  refuses('an unknown edition', 'proto-unknown-syntax', 'edition = ⟦"2022"⟧;'),
  refuses('an edition that is to come', 'proto-unknown-syntax', 'edition = ⟦"2099"⟧;'),
  refuses('an edition as syntax', 'proto-unknown-syntax', 'syntax = ⟦"2023"⟧;'),
  refuses('a syntax as edition', 'proto-unknown-syntax', 'edition = ⟦"proto3"⟧;'),
  refuses('a syntax without quotes', 'proto-syntax', 'syntax = ⟦proto3⟧;'),
  refuses('a syntax after something else', 'proto-syntax', 'package a; ⟦syntax⟧ = "proto3";'),
  refuses('a syntax after a semicolon', 'proto-syntax', ';⟦syntax⟧ = "proto3";'),
  refuses('a syntax twice', 'proto-syntax', `${P3}⟦syntax⟧ = "proto3";`),
  refuses('an edition behind a syntax', 'proto-syntax', `${P3}⟦edition⟧ = "2023";`),
  refuses('a text without an end', 'proto-token', 'syntax = ⟦"proto3;⟧\n'),
  refuses('a text over two lines', 'proto-token', 'syntax = ⟦"pro⟧\nto3";'),
  refuses('a comment without an end', 'proto-token', `${P3}⟦/*⟧ message A {}`),
  bufDiffers(
    'accepts',
    refuses('a comment in a comment', 'proto-token', `${P3}/* a ⟦/*⟧ b */ message A {}`),
  ),
  refuses('a control character', 'proto-token', `${P3}message A {⟦\u0001⟧}`),
  refuses('NUL', 'proto-token', `${P3}message A {⟦\0⟧}`),
  refuses('letters beyond ASCII', 'proto-token', `${P3}message Gr⟦ü⟧sse {}`),
  refuses('a space beyond ASCII', 'proto-token', `${P3}message⟦\u00A0⟧A {}`),
  refuses('an octal number with a 9', 'proto-token', `${P3}message A { int32 a = ⟦09⟧; }`),
  refuses(
    'a hexadecimal number without digits',
    'proto-token',
    `${P3}message A { int32 a = ⟦0x⟧; }`,
  ),
  refuses('a number with letters behind it', 'proto-token', `${P3}message A { int32 a = ⟦1a⟧; }`),
  refuses(
    'an exponent without digits',
    'proto-token',
    'syntax = "proto2"; message A { optional double a = 1 [default = ⟦1e⟧]; }',
  ),
  refuses(
    'a number with two points',
    'proto-token',
    'syntax = "proto2"; message A { optional double a = 1 [default = ⟦1.2.3⟧]; }',
  ),
  refuses(
    'an escape that is none',
    'proto-syntax',
    'syntax = "proto2"; message A { optional string a = 1 [default = "⟦\\q⟧"]; }',
  ),
  refuses(
    'an escape beyond Unicode',
    'proto-syntax',
    'syntax = "proto2"; message A { optional string a = 1 [default = "⟦\\U00110000⟧"]; }',
  ),
  accepts(
    'octal escapes beyond a byte, whose last eight bits count',
    'syntax = "proto2"; message A { optional bytes a = 1 [default = "\\400\\777"]; }',
  ),
  refuses(
    'a fraction as the number of a field',
    'proto-syntax',
    `${P3}message A { int32 a = ⟦1.0⟧; }`,
  ),
  refuses('a negative number of a field', 'proto-syntax', `${P3}message A { int32 a = ⟦-⟧1; }`),
  refuses('a symbol that means nothing', 'proto-syntax', `${P3}⟦@⟧`),
  refuses('a brace too many', 'proto-syntax', `${P3}message A {} ⟦}⟧`),
  refuses('a brace too few', 'proto-syntax', `${P3}message A { message B {}`),
  refuses('a declaration that is none', 'proto-syntax', `${P3}⟦struct⟧ A {}`),
  refuses('no semicolon', 'proto-syntax', `${P3}message A { string a = 1 ⟦}⟧`),
  refuses('no number', 'proto-syntax', `${P3}message A { string a⟦;⟧ }`),
  refuses('no type', 'proto-syntax', `${P3}message A { a ⟦=⟧ 1; }`),
  refuses('no name of a message', 'proto-syntax', `${P3}message ⟦{⟧}`),
  refuses('a number as a name', 'proto-syntax', `${P3}message ⟦1⟧ {}`),
  refuses('a quoted text as a name', 'proto-syntax', `${P3}message ⟦"A"⟧ {}`),
  refuses('a dotted name of a message', 'proto-syntax', `${P3}message A⟦.⟧B {}`),
  refuses('a package with a leading dot', 'proto-syntax', `${P3}package ⟦.⟧a;`),
  refuses('a package with a dot at its end', 'proto-syntax', `${P3}package a.⟦;⟧`),
  refuses('two packages', 'proto-duplicate-name', `${P3}package a; package ⟦b⟧;`),
];
