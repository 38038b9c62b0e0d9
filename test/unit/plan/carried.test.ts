import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carriedFiles, carriedText } from '../../../src/plan/carried.ts';
import { loadAssets } from '../../../src/project/assets.ts';

describe('carriedText', () => {
  it('leads imports to where an SDK has the file', () => {
    const text = [
      "import { readFileSync } from 'node:fs';",
      "import { bytesFrom } from '../sdk/values.ts';",
      'import {',
      '  KitError,',
      "} from '../errors/kit-error.ts';",
      "export type { Reader } from './reader.ts';",
      'const said = "import x from \'../sdk/values.ts\'";',
      '',
    ];
    const carried = text.with(1, "import { bytesFrom } from '../values.ts';");
    expect(carriedText('protobuf/x.ts', text.join('\n'))).toBe(carried.join('\n'));
    expect(carriedText('sdk/x.ts', "import { a } from './a.ts';\n")).toBe(
      "import { a } from './a.ts';\n",
    );
    expect(carriedText('x.ts', "import { a } from './sdk/a.ts';\n")).toBe(
      "import { a } from './a.ts';\n",
    );
  });
});

describe('carriedFiles', () => {
  it('takes what is imported, and no more', () => {
    const source = (...imports: readonly string[]) => ({ text: '', imports });
    const sources = {
      'a.ts': source('b/c.ts'),
      'b/c.ts': source('b/d.ts', 'a.ts'),
      'b/d.ts': source(),
      'e.ts': source(),
    };
    expect(carriedFiles(sources, ['a.ts'])).toEqual(['a.ts', 'b/c.ts', 'b/d.ts']);
    expect(() => carriedFiles(sources, ['f.ts'])).toThrow('SDKs cannot carry f.ts');
  });

  it('leaves no import of what SDKs can carry open', async () => {
    const { sdkSources } = await loadAssets();
    for (const [place, { text }] of Object.entries(sdkSources)) {
      const specifiers = [...text.matchAll(/from '(\.[^']+)';/g)].map(([, found]) => found ?? '');
      const targets = specifiers.map((found) => posix.join(posix.dirname(place), found));
      expect([place, targets.filter((target) => sdkSources[target] === undefined)]).toEqual([
        place,
        [],
      ]);
    }
  });
});
