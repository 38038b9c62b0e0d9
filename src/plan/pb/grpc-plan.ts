import type { Contract } from '../../ir/types.ts';
import { words } from '../../text/cases.ts';
import type { FormsPlan } from '../context.ts';
import type { Options } from '../options.ts';
import { schemaOf } from './lower.ts';
import { NO_NUMBERS, type NumbersLock, assignNumbers } from './numbers.ts';

/** The contract as messages, with the numbers that it had and new ones. */
export function grpcPlan(
  contract: Contract,
  { name }: Pick<Options, 'name'>,
  lock: NumbersLock = NO_NUMBERS,
): FormsPlan {
  const own = packageNameOf(name);
  const schema = schemaOf(contract, `${own}.v1`, lock);
  return { kind: 'forms', fileName: `${own}.proto`, schema, numbered: assignNumbers(schema, lock) };
}

/** `@acme/shop-api` is `shop_api`. */
function packageNameOf(name: string): string {
  const plain = words(name.replace(/^@[^/]*\//, ''))
    .join('_')
    .replace(/[^a-z0-9_]/g, '');
  return /^[a-z]/.test(plain) ? plain : `x${plain}`;
}
