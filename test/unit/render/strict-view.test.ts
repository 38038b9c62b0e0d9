import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/diagnostics/internal-error.ts';
import { strictView } from '../../../src/render/strict-view.ts';

describe('strictView', () => {
  const view = strictView({ name: 'a', items: [{ key: 1 }], none: undefined }, 'x.hbs');

  it('gives what is there, however deep, also where it is undefined', () => {
    expect(view.name).toBe('a');
    expect(view.items[0]?.key).toBe(1);
    expect(view.none).toBeUndefined();
    expect(view.items.map(({ key }) => key)).toEqual([1]);
  });

  it('throws for what is not, and says where', () => {
    expect(() => (view as unknown as { nam: string }).nam).toThrow(
      new InternalError('the view of x.hbs has no property nam'),
    );
    expect(() => (view.items[0] as unknown as { ky: string }).ky).toThrow(
      'the view of x.hbs.items.0 has no property ky',
    );
  });
});
