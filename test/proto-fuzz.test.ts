import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasErrors } from '../src/diagnostics/diagnostic.ts';
import { createLines } from '../src/diagnostics/lines.ts';
import { encodeFileDescriptorSet } from '../src/source/proto/encode.ts';
import { filesBelow, repository } from './support/modules.ts';
import { filesOf } from './support/proto/descriptors.ts';
import { mutate } from './support/proto/mutate.ts';
import { readProto } from './support/proto/read.ts';
import { seeded } from './support/seeded.ts';

// Whatever stands in a file, reading it ends, throws nothing, and says where things are wrong.

/** How many broken files are read of each real one. */
const ROUNDS = 3;
const SEED = 2026;

/** Reads a file, and says what is not as it always is: nothing, if all is well. */
function oddities(text: string): readonly string[] {
  const { file, files, diagnostics } = readProto({ 'a.proto': text });
  const lines = createLines(text);
  const count = text.split(/\r\n|\r|\n/).length;
  const misplaced = diagnostics.filter(({ span }) => {
    if (span === undefined) return true;
    if (span.path !== 'a.proto') return false;
    const isIn = span.line >= 1 && span.endLine <= count;
    return !isIn || span.column > lines.line(span.line).length + 2;
  });
  const isEncoded = file === undefined || 'a.proto' in filesOf(encodeFileDescriptorSet(files));
  return [
    ...((file === undefined) === hasErrors(diagnostics) ? [] : ['a file with errors, or neither']),
    ...diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('proto-')),
    ...misplaced.map(({ code, span }) => `${code} at ${JSON.stringify(span)}`),
    ...(isEncoded ? [] : ['a file that cannot be encoded']),
  ];
}

const real = [
  ...filesBelow('src/source/proto/well-known'),
  ...filesBelow('kit/test/protobuf'),
  ...filesBelow('fixtures').filter((path) => path.includes('/input/')),
].filter((path) => path.endsWith('.proto'));

describe('a real file that was broken', () => {
  it.each(real)('%s', (path) => {
    const text = readFileSync(join(repository, path), 'utf8');
    const random = seeded(SEED + text.length);
    for (let round = 0; round < ROUNDS; round++) expect(oddities(mutate(text, random))).toEqual([]);
  });
});

const P3 = 'syntax = "proto3";\n';
const MANY = 100_000;
const many = (text: string): string => text.repeat(MANY);
const counted = (textOf: (index: number) => string, count = MANY / 10): string =>
  Array.from({ length: count }, (_, index) => textOf(index)).join('');

const extremes: Readonly<Record<string, string>> = {
  'nothing but NUL': many('\0'),
  'a megabyte of one bracket': '('.repeat(1_000_000),
  'braces without end': many('{'),
  'closing braces': many('}'),
  semicolons: many(';'),
  quotes: many('"'),
  'backslashes in a text': `syntax = "${many('\\')}";`,
  'one long text': `${P3}option go_package = "${many('x')}";`,
  'a text in many pieces': `${P3}option go_package = ${many('"x" ')};`,
  'one long comment': `/*${many(' *\n')}*/${P3}`,
  'many comments': `${many('// x\n')}${P3}`,
  'a comment without end': `/*${many('/*')}`,
  'one long name': `${P3}message ${many('A')} {}`,
  'a name of many parts': `${P3}message A { ${many('a.')}B b = 1; }`,
  'a package of many parts': `${P3}package a${counted(() => '.a')};`,
  'one long number': `${P3}message A { int32 a = ${many('9')}; }`,
  'one long hexadecimal number': `${P3}message A { int32 a = 0x${many('f')}; }`,
  'one long fraction': `syntax = "proto2"; message A { optional double a = 1 [default = 0.${many('1')}]; }`,
  'a huge exponent':
    'syntax = "proto2"; message A { optional double a = 1 [default = 1e999999999999999999]; }',
  'numbers that no double holds': `${P3}message A { reserved 1 to 99999999999999999999999999; }`,
  'messages in messages': `${P3}${many('message A {')}`,
  'messages in messages that end': `${P3}${many('message A {')}${many('}')}`,
  'groups in groups': `message A {${many('optional group B = 1 {')}`,
  'oneofs in oneofs': `${P3}message A {${many('oneof a {')}`,
  'extensions in extensions': `message A {${many('extend A { optional group B = 1 {')}`,
  'maps of maps': `${P3}message A { ${many('map<string,')}`,
  'options in options': `${P3}option x = ${many('{ a ')}`,
  'options in options that end': `${P3}option x = ${many('{ a ')}${many('}')};`,
  'lists in lists': `${P3}option x = { a: ${many('[')}`,
  'angles in angles': `${P3}option x = { a: ${many('<a:')}`,
  'an option of many parts': `${P3}option a${many('.a')} = 1;`,
  'many unknown types': `${P3}${counted((index) => `message M${String(index)} { Nope${String(index)} a = 1; }\n`)}`,
  'many equal names': `${P3}${counted(() => 'message A {}\n')}`,
  'many equal numbers': `${P3}message A {${counted((index) => `int32 f${String(index)} = 1;\n`)}}`,
  'many reserved numbers': `${P3}message A { reserved ${counted((index) => `${String(index * 3 + 1)}, `)}5; }`,
  'many equal reserved numbers': `${P3}message A { reserved ${counted(() => '1, ')}1; }`,
  'many fields': `${P3}message A {${counted((index) => `int32 f${String(index)} = ${String(index + 20_000)};\n`)}}`,
  'many values': `${P3}enum E {${counted((index) => `V${String(index)} = ${String(index)};\n`)}}`,
  'many unknown options': `${P3}${counted((index) => `option nope${String(index)} = 1;\n`)}`,
  'many imports that are not there': `${P3}${counted((index) => `import "x${String(index)}.proto";\n`)}`,
  'half of a pair of surrogates': `${P3}message A { string a = 1 [json_name = "\uD800"]; } // \uDFFF`,
  'half of a pair of surrogates as a name': `${P3}message \uD800 {}`,
  'bytes that were no UTF-8': `${P3}message A\uFFFD { string b\uFFFD = 1; }`,
  'a name that undoes what is read before it': `${P3}message \u202EA {}`,
};

describe('an extreme file', () => {
  it.each(Object.entries(extremes))('%s', (_, text) => {
    const started = performance.now();
    expect(oddities(text)).toEqual([]);
    // Far more than it takes, and far less than what grows with the square of the text.
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('many files', () => {
  it('that import each other in a chain are read', () => {
    const length = 2_000;
    const files = Object.fromEntries(
      Array.from({ length }, (_, index) => [
        index === 0 ? 'a.proto' : `f${String(index)}.proto`,
        `${P3}${index + 1 < length ? `import public "f${String(index + 1)}.proto";` : 'message Last {}'} ${index === 0 ? 'message A { Last last = 1; }' : ''}`,
      ]),
    );
    const { diagnostics, sources } = readProto(files);
    expect(diagnostics).toEqual([]);
    expect(sources).toHaveLength(length);
  });

  it('that import each other in every circle there is are refused', () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.proto`);
    const imports = names.map((name) => `import "${name}";`).join('\n');
    const { diagnostics } = readProto(Object.fromEntries(names.map((name) => [name, imports])));
    expect(diagnostics.length).toBeGreaterThan(4);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['proto-import-cycle']));
  });
});
