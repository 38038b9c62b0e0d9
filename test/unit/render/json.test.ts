import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { renderDenseJson, renderJson } from '../../../src/render/json.ts';
import { type Random, seeded } from '../../support/seeded.ts';

function value(random: Random, depth: number): unknown {
  const kind = random.int(depth === 0 ? 3 : 5);
  if (kind === 0) return 'text '.repeat(random.int(9));
  if (kind === 1) return random.pick([random.int(1000), 1.5e21, -2e-9]);
  if (kind === 2) return null;
  const items = Array.from({ length: random.int(5) }, () => value(random, depth - 1));
  if (kind === 3) return items;
  return Object.fromEntries(items.map((item, index) => [`key-${index}`, item]));
}

describe('renderJson', () => {
  it('is JSON of the same value, laid out as the formatter lays it out', async () => {
    const random = seeded(3);
    for (let round = 0; round < 200; round++) {
      const document = { root: value(random, 4) };
      const text = `${renderJson(document)}\n`;
      expect(JSON.parse(text)).toEqual(document);
      expect(text).toBe(await format(text, { parser: 'json', printWidth: 100 }));
    }
  });

  it('is dense where that is asked for, and the formatter leaves it so', async () => {
    const random = seeded(4);
    for (let round = 0; round < 200; round++) {
      const document = { root: value(random, 4) };
      const text = `${renderDenseJson(document)}\n`;
      expect(JSON.parse(text)).toEqual(document);
      expect(text).toBe(await format(text, { parser: 'json', printWidth: 100 }));
    }
    expect(renderDenseJson({ a: undefined, b: [{ c: 1 }] })).toBe('{ "b": [{ "c": 1 }] }');
  });

  it('fills lines with numbers, as the formatter does', async () => {
    const random = seeded(5);
    for (let round = 0; round < 100; round++) {
      const numbers = Array.from({ length: random.int(60) }, () => random.int(10 ** random.int(9)));
      for (const render of [renderJson, renderDenseJson]) {
        const text = `${render({ a: { numbers } })}\n`;
        expect(JSON.parse(text)).toEqual({ a: { numbers } });
        expect(text).toBe(await format(text, { parser: 'json', printWidth: 100 }));
      }
    }
  });

  it('leaves out what is undefined', () => {
    expect(renderJson({ a: undefined, b: 1 })).toBe('{\n  "b": 1\n}');
    expect(renderJson({ a: undefined })).toBe('{}');
  });
});
