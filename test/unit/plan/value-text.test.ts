import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, it, test } from 'vitest';
import { createExamples } from '../../../src/ir/examples/examples.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import type { Contract, Declaration, Json, Type } from '../../../src/ir/types.ts';
import { callText } from '../../../src/plan/call-text.ts';
import { typeText } from '../../../src/plan/type-text.ts';
import { codeValue } from '../../../src/plan/value-text.ts';
import { layout } from '../../../src/text/layout.ts';
import { valueLiteral } from '../../../src/text/literals.ts';
import { declare, field, object, ref, scalar } from '../ir/build.ts';
import { randomTypes } from '../../support/random-types.ts';
import { repository } from '../../support/modules.ts';
import { seeded } from '../../support/seeded.ts';

const PRETTIER = { parser: 'typescript', printWidth: 100, singleQuote: true } as const;

const colour = declare('Colour', {
  kind: 'enum',
  open: false,
  members: [
    { name: 'Red', value: 'red', docs: { text: '', examples: [] } },
    { name: 'dark-red', value: 'dark', docs: { text: '', examples: [] } },
  ],
});

const userId = declare('UserId', scalar('string'), { branded: true });

function scopeOf(declarations: readonly Declaration[]) {
  const byName = declarationsByName({ declarations });
  const examples = createExamples(byName);
  return {
    declarations: byName,
    examples,
    valueOf: (name: string) => `${name}$`,
    typeOf: (name: string) => name,
  };
}

const codeOf = (value: Json, type: Type, ...declarations: readonly Declaration[]): string =>
  layout(valueLiteral(codeValue(value, type, scopeOf([colour, userId, ...declarations]))));
const map = (key: Type, value: Type, form: 'map' | 'record' = 'map'): Type => ({
  kind: 'map',
  form,
  key,
  value,
});

describe('a value as code', () => {
  test.each<[string, Json, Type, string]>([
    ['an enum', 'red', ref('Colour'), 'Colour$.Red'],
    ['a brand', 'u1', ref('UserId'), "'u1' as UserId"],
    [
      'a record by a brand',
      { u1: 1 },
      map(ref('UserId'), scalar('number'), 'record'),
      '{ u1: 1 } as Record<UserId, number>',
    ],
    ['a member that is no identifier', 'dark', ref('Colour'), "Colour$['dark-red']"],
    [
      'a literal that a member stands for',
      'red',
      { kind: 'literal', value: 'red', member: { of: 'Colour', name: 'Red' } },
      'Colour$.Red',
    ],
    [
      'one of several such',
      1,
      {
        kind: 'enum',
        open: false,
        members: [
          { value: 1, member: { of: 'Level', name: 'Low' }, docs: { text: '', examples: [] } },
        ],
      },
      'Level$.Low',
    ],
    ['a date', '2026-01-31T12:00:00Z', scalar('instant'), "new Date('2026-01-31T12:00:00Z')"],
    [
      'a leap second',
      '2016-12-31T23:59:60.5Z',
      scalar('instant'),
      "new Date('2017-01-01T00:00:00.500Z')",
    ],
    ['a big integer', '-123', scalar('bigint'), '-123n'],
    ['one that came as a number', 123, scalar('bigint'), '123n'],
    ['bytes', 'aGk=', scalar('bytes'), 'new Uint8Array([104, 105])'],
    ['bytes in base64url', '-_8', scalar('bytes'), 'new Uint8Array([251, 255])'],
    ['no bytes', '', scalar('bytes'), 'new Uint8Array()'],
    ['a set', ['red'], { kind: 'set', items: ref('Colour') }, 'new Set([Colour$.Red])'],
    [
      'a map',
      { dark: '1' },
      map(ref('Colour'), scalar('bigint')),
      "new Map([[Colour$['dark-red'], 1n]])",
    ],
    ['entries', [['1', 'a']], map(scalar('bigint'), scalar('string')), "new Map([[1n, 'a']])"],
    ['no entries', [], map(scalar('bigint'), scalar('string')), 'new Map()'],
    [
      'a record',
      { '1': 'red' },
      map(scalar('number'), ref('Colour'), 'record'),
      "{ '1': Colour$.Red }",
    ],
    [
      'the variant that fits',
      ['2026-01-31T12:00:00Z'],
      {
        kind: 'union',
        variants: [
          { kind: 'list', readonly: false, items: scalar('number') },
          { kind: 'list', readonly: false, items: scalar('instant') },
        ],
      },
      "[new Date('2026-01-31T12:00:00Z')]",
    ],
    ['null', null, { kind: 'nullable', of: scalar('bigint') }, 'null'],
    [
      'an optional field that every object has',
      { a: 1 },
      object(
        field('a', scalar('number')),
        field('valueOf', scalar('bigint'), { optional: true }),
        field('__proto__', scalar('bigint'), { optional: true }),
      ),
      "{ a: 1, valueOf: 1n, ['__proto__']: 1n }",
    ],
    [
      'what has any type',
      { at: '2026-01-31T12:00:00Z' },
      scalar('unknown'),
      "{ at: '2026-01-31T12:00:00Z' }",
    ],
  ])('%s', (_, value, type, expected) => {
    expect(codeOf(value, type)).toBe(expected);
  });

  test('the list and the object of a call begin on its line, as the formatter has them', async () => {
    const long = 'x'.repeat(60);
    const calls = [
      [[long, { name: long }]],
      [[{ name: long }, { name: long }]],
      [[[1, 2, 3].concat(Array.from({ length: 60 }, () => 12345))]],
      [['id', Array.from({ length: 60 }, () => 12345)]],
      [[long, long]],
      [[[long, long]]],
      [
        [
          {
            a: [
              { b: long, c: long },
              { b: long, c: long },
            ],
          },
          'x',
        ],
      ],
      [
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ],
      [
        [
          'x',
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ],
      [[long, long.slice(0, 30), { name: 1 }]],
      [[{}]],
      [[]],
    ].flat();
    const text = calls.map((args) => `${layout(callText('client.method', args))};\n`).join('');
    expect(await format(text, PRETTIER)).toBe(text);
  });
});

/** Declares the types of a contract, and a call with an example of each. */
function moduleOf({ declarations }: Contract): { readonly types: string; readonly calls: string } {
  const scope = scopeOf(declarations);
  const types = declarations.map(({ name, type }) => {
    return layout(`type ${name} = ${typeText(type, (one) => one)};`, Infinity);
  });
  const calls = declarations.flatMap(({ name }) =>
    scope.examples
      .several(ref(name), 2)
      .map((value) => layout(`${callText(`take${name}`, [codeValue(value, ref(name), scope)])};`)),
  );
  const takes = declarations.map(
    ({ name }) => `declare function take${name}(value: ${name}): void;`,
  );
  return {
    types: ['type Timestamp = Date;', ...types, ...takes, 'export {};', ''].join('\n'),
    calls: `${calls.join('\n')}\n`,
  };
}

describe('on random contracts', () => {
  const modules = Array.from({ length: 12 }, (_, index) =>
    moduleOf(randomTypes(seeded(index * 31))),
  );

  it('examples are of their types', () => {
    const folder = mkdtempSync(join(tmpdir(), 'microgen-values-'));
    try {
      modules.forEach(({ types, calls }, index) =>
        writeFileSync(join(folder, `values${index}.ts`), types + calls),
      );
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        target: 'es2023',
        types: [],
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
      const tsc = join(repository, 'node_modules/typescript/bin/tsc');
      const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stdout + stderr).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(modules.map(({ calls }, index) => [index, calls] as const))(
    'the formatter leaves them as they are (%i)',
    async (_, text) => {
      expect(text).toBe(await format(text, PRETTIER));
    },
  );
});
