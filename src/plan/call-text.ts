import type { Method } from '../ir/types.ts';
import { callGroup } from '../text/layout.ts';
import { propertyAccess, valueLiteral, verbatim } from '../text/literals.ts';
import { type CodeValue, type ValueScope, codeValue } from './value-text.ts';

/** A call of a function with values, laid out as the formatter would. Trailing ones that are not given are left out. */
export function callText(head: string, all: readonly CodeValue[]): string {
  const args = all.slice(0, all.findLastIndex((one) => one !== UNDEFINED) + 1);
  return callGroup(head, args.map(valueLiteral), hugsLast(args));
}

/** The last argument begins on the call's line when it is a list or an object, unlike the one before it. */
function hugsLast(args: readonly CodeValue[]): boolean {
  const last = shapeOf(args.at(-1));
  if (last === undefined || args.length === 1) return last !== undefined;
  return last !== 'numbers' && last !== shapeOf(args.at(-2));
}

function shapeOf(value: CodeValue | undefined): 'list' | 'numbers' | 'object' | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return undefined;
  }
  if (!Array.isArray(value)) return 'object';
  const isNumbers = value.length > 1 && value.every((item) => typeof item === 'number');
  return isNumbers ? 'numbers' : 'list';
}

/** The arguments of an SDK's method for a message. */
export function messageArguments(
  method: Method,
  message: Parameters<typeof codeValue>[0],
  scope: ValueScope,
): readonly CodeValue[] {
  if (method.input === 'message') return [codeValue(message, method.request, scope)];
  const value = new Map(Object.entries(Object(message) as Record<string, never>));
  return method.parameters.map(({ name, type }): CodeValue => {
    const given = value.get(name);
    return given === undefined ? UNDEFINED : codeValue(given, type, scope);
  });
}

const UNDEFINED = verbatim('undefined');

/** `client.name` */
export function clientMethod(method: Method, client = 'client'): string {
  return propertyAccess(client, method.name);
}
