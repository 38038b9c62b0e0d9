import type { FieldLayout } from '../../../ir/proto-contract.ts';
import type { FieldDescriptor } from '../descriptor.ts';
import { bytesOfEscaped } from './escaped.ts';

/** What an absent field stands for, as JSON has it; absent where the author says nothing. */
export function defaultOf({ defaultValue, type }: FieldDescriptor): FieldLayout['default'] {
  if (defaultValue === undefined) return undefined;
  switch (type) {
    case 'bool':
      return defaultValue === 'true';
    case 'bytes':
      return Buffer.from(bytesOfEscaped(defaultValue)).toString('base64');
    case 'double':
    case 'float':
      return floatOf(defaultValue);
    case 'string':
    case 'enum':
      return defaultValue;
    default:
      return type.endsWith('64') ? defaultValue : Number(defaultValue);
  }
}

/** JavaScript's words for what JSON has no numbers for. */
function floatOf(text: string): number | string {
  const value = Number(text.replace(/^(-?)inf$/, '$1Infinity').replace(/^-?nan$/, 'NaN'));
  return Number.isFinite(value) ? value : String(value);
}
