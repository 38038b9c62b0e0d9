import { expect, test } from 'vitest';
import { planned } from '../../support/planned.ts';
import { contractOf } from '../source/read.ts';

const CONTRACT = `
export enum ApiError { Lost = 'lost' }
export enum GreeterClient { Phone = 'phone' }
export enum Colour { Red = 'red' }
export interface Greeter {
  paint(colour: Colour, client: GreeterClient, error: ApiError): AsyncIterable<string>;
}
`;

test('imports from the entry of an SDK, except what the entry hides behind its own names', () => {
  const files = planned(contractOf(CONTRACT), /^client\//);
  const text = files['client/greeter/demo.ts'] ?? '';
  const imports = [...text.matchAll(/import \{([^}]+)\} from '(\.\.[^']*)'/g)];
  expect(imports.map(([, names = '', from]) => [from, names.match(/\w[^,\n]*\b\$?/g)])).toEqual([
    [
      '../../sdk/greetersdk/index.ts',
      ['ApiError as ApiError$', 'Colour', 'GreeterClient as GreeterClient$'],
    ],
    ['../../sdk/greetersdk/types.ts', ['ApiError', 'GreeterClient']],
  ]);
});
