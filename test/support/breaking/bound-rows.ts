import { type Row, request } from './row.ts';

/** A bound of a type, what became of it, and values at both. */
function bound(
  [name, letters]: readonly [string, string],
  type: string,
  [before, after]: readonly [string, string],
  ...values: readonly unknown[]
): Row {
  const members = (tags: string): string => `/** ${tags} */ v: ${type}`;
  return request([name, letters], [members(before), members(after)], ...values.map((v) => ({ v })));
}

/** Changes of bounds, with values on the old bound and beside it. */
export const boundRows: readonly Row[] = [
  bound(['a minimum is new', 'B-B'], 'number', ['', '@minimum 1'], 1, 0.5),
  bound(['a minimum is lower', 's-s'], 'number', ['@minimum 2', '@minimum 1'], 2, 3),
  bound(['a minimum is gone', 's-s'], 'number', ['@minimum 2', ''], 2, 1e300),
  bound(['a maximum is lower', 'B-B'], 'number', ['@maximum 9', '@maximum 8'], 8, 9),
  bound(
    ['a minimum excludes itself', 'B-B'],
    'number',
    ['@minimum 1', '@exclusiveMinimum 1'],
    1.5,
    1,
  ),
  bound(
    ['a maximum includes itself', 's-s'],
    'number',
    ['@exclusiveMaximum 9', '@maximum 9'],
    8.99,
  ),
  bound(['multiples are finer', 's-s'], 'number', ['@multipleOf 10', '@multipleOf 5'], 10, -20, 0),
  bound(['multiples are coarser', 'B-B'], 'number', ['@multipleOf 5', '@multipleOf 10'], 10, 15),
  bound(
    ['a text is longer at least', 'B-B'],
    'string',
    ['@minLength 1', '@minLength 2'],
    'ab',
    'a',
  ),
  bound(
    ['a text may be longer', 's-s'],
    'string',
    ['@maxLength 2', '@maxLength 3'],
    '',
    'ab',
    '😀😀',
  ),
  bound(['a text is shorter at most', 'B-B'], 'string', ['@maxLength 3', '@maxLength 2'], 'abc'),
  bound(['a pattern is new', 'B-B'], 'string', ['', '@pattern ^a'], 'a', 'b'),
  bound(['a pattern is another one', 'B-B'], 'string', ['@pattern ^a', '@pattern ^aa'], 'aa', 'a'),
  bound(['a pattern is gone', 's-s'], 'string', ['@pattern ^a', ''], 'a'),
  bound(['a list has more items at least', 'B-B'], 'string[]', ['', '@minItems 1'], ['a'], []),
  bound(
    ['a list may have more items', 's-s'],
    'string[]',
    ['@maxItems 1', '@maxItems 2'],
    ['a'],
    [],
  ),
  bound(['items are unique', 'B-B'], 'string[]', ['', '@uniqueItems'], ['a'], ['a', 'a']),
  bound(['items need not be unique', 's-s'], 'string[]', ['@uniqueItems', ''], ['a', 'b']),
  bound(['a format is new', 'B-B'], 'string', ['', '@format email'], 'a@example.com', 'a'),
  bound(['a format is gone', 's-s'], 'string', ['@format email', ''], 'a@example.com'),
  bound(
    ['a format is another one', 'B-B'],
    'string',
    ['@format email', '@format uuid'],
    'a@example.com',
  ),
  bound(
    ['a format that nothing checks is new', '---'],
    'string',
    ['', '@format password'],
    'x',
    '',
  ),
  bound(
    ['whole numbers of 32 bits get 64', 's-s'],
    'number',
    ['@format int32', '@format int64'],
    2147483647,
    -2147483648,
  ),
  bound(
    ['whole numbers of 64 bits get 32', 'B-B'],
    'number',
    ['@format int64', '@format int32'],
    5,
    2147483648,
  ),
];
