import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { withDiscriminators } from '../../../../src/ir/discriminators.ts';
import { type PublishedContract, publishContract } from '../../../../src/ir/published.ts';
import type { Route } from '../../../../src/ir/routes.ts';
import { readContract } from '../../../../src/ir/serial/read-contract.ts';
import { writeContract } from '../../../../src/ir/serial/write-contract.ts';
import type { Json } from '../../../../src/ir/types.ts';
import { readProto } from '../../../../src/source/proto/read.ts';
import { loadShipped } from '../../../../src/source/proto/shipped.ts';
import { parseTypeScript } from '../../../../src/source/typescript/parse.ts';
import { fixtures, goldenCases } from '../../../support/cases.ts';
import { randomContract } from '../../../support/random-contract.ts';
import { seeded } from '../../../support/seeded.ts';
import { published } from '../compare/changes.ts';

const same = (path: string): string => path;

function write(contract: PublishedContract, file: string = 'idl.ts'): Json {
  return JSON.parse(JSON.stringify(writeContract(contract, { file, pathOf: same }))) as Json;
}

function readBack(document: Json): PublishedContract {
  const read = readContract(document, same);
  if (!('published' in read)) throw new Error(JSON.stringify(read));
  return read.published;
}

function contractOf(name: string, idl: string): PublishedContract {
  const folder = join(fixtures, name, 'input');
  const reader = {
    readText: (path: string) =>
      existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : undefined,
  };
  const { contract, diagnostics } = idl.endsWith('.proto')
    ? readProto({ path: idl, reader, roots: [''], services: [], shipped: loadShipped() })
    : parseTypeScript({ path: idl, reader });
  if (contract === undefined) throw new Error(JSON.stringify(diagnostics));
  return publishContract(contract, { prefix: 'api/v1', tools: true });
}

/** Why a route is none of another kind is of no interest any more. */
function settled(route: Route): Route {
  const { obstacle: _obstacle, ...others } = route;
  return others;
}

describe('a contract that is written and read back', () => {
  it.each(goldenCases().map(({ name, idl }) => [name, idl] as const))(
    'is the same: %s',
    (name, idl) => {
      const contract = contractOf(name, idl);
      const document = write(contract, idl);
      const back = readBack(document);
      expect(write(back, idl)).toEqual(document);
      expect(compareContracts(contract, back)).toEqual([]);
      expect(compareContracts(back, contract)).toEqual([]);
      expect(back.methods.map(({ route, tool }) => ({ route, tool }))).toEqual(
        contract.methods.map(({ route, tool }) => ({ route: settled(route), tool })),
      );
    },
  );

  it('is the same, whatever its types', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const contract = publishContract(withDiscriminators(randomContract(seeded(seed))), {
        prefix: '',
        tools: true,
      });
      const document = write(contract);
      const back = readBack(document);
      expect(write(back)).toEqual(document);
      expect(back.contract.declarations).toEqual(contract.contract.declarations);
    }
  });

  it('has its deprecations, scopes, errors, models and columns', () => {
    const document = write(
      published(`/** @table users */
export interface User {
  /** @key @autoincrement */
  id: number;
  /** @column full_name @unique @deprecated */
  name: string;
}
export interface Api {
  /** @scope a @scope b @throws not_found gone @timeout 2s @tag t @deprecated soon */
  get(id: number): Promise<User>;
}`),
    );
    expect(write(readBack(document))).toEqual(document);
    expect(document).toMatchObject({
      services: [
        {
          methods: [
            {
              deprecated: 'soon',
              scopes: ['a', 'b'],
              errors: ['not_found'],
              tags: ['t'],
              timeout: 2000,
            },
          ],
        },
      ],
      declarations: [
        { name: 'User', table: 'users' },
        { name: 'GetRequest', from: 'derived' },
      ],
    });
  });

  it('names the file of a place only where it is another one', () => {
    const document = JSON.stringify(write(contractOf('everything', goldenIdl('everything'))));
    expect(document).toMatch(/"at":"\d+:\d+"/);
    expect(document).toMatch(/"at":"[\w/]+\.ts:\d+:\d+"/);
  });
});

function goldenIdl(name: string): string {
  return goldenCases().find((one) => one.name === name)?.idl ?? '';
}

describe('a document that is none of ours', () => {
  const good = write(published('export interface A { go(id: string): Promise<{ x: 1 | 2 }> }'));
  const text = JSON.stringify(good);
  const reasonOf = (document: string) => {
    const read = readContract(JSON.parse(document), same);
    return 'reason' in read ? read.reason : undefined;
  };

  it.each([
    ['[]', '[]', 'the document is not an object'],
    [text, '{}', 'schemaVersion is not microgen.contract.v1'],
    ['"services":[', '"services":[5,', 'services[0] is not an object'],
    ['"at":"1:', '"at":"x:', 'services[0].at is no position'],
    ['"route":"POST ', '"route":"TRACE ', 'the verb of services[0].methods[0].route is none of'],
    ['"request":"GoRequest"', '"request":"Gone"', 'nothing declares Gone'],
    ['"enum":[1,2]', '"enum":[1,null]', 'enum[1] is no text, number or boolean'],
    ['"enum":[1,2]', '"nothing":1', 'is no type'],
    ['"type":"string"', '"type":"strin"', 'is none of string, boolean'],
    ['"type":"string"', '"type":{"scalar":"string","minLength":"1"}', 'minLength is no number'],
    ['"source":"typescript"', '"source":"x"', 'source is none of typescript, proto, database'],
  ])('is told: %s -> %s', (from, to, reason) => {
    expect(reasonOf(from === to ? to : text.replace(from, to))).toContain(reason);
  });

  it('is told apart where a newer microgen wrote it', () => {
    const newer = text.replace('microgen.contract.v1', 'microgen.contract.v2');
    expect(readContract(JSON.parse(newer), same)).toEqual({ newer: 'microgen.contract.v2' });
  });
});
