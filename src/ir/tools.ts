import { lowerFirst } from '../text/cases.ts';
import type { Method, Service } from './types.ts';

/** The longest tool name that AI clients take. */
export const TOOL_NAME_LIMIT = 64;

/** What AI clients take as a tool name, its length apart. */
export const TOOL_NAME = /^[A-Za-z0-9_-]+$/;

/**
 * The name of a method as a tool: `hello_sayHello` for `HelloService.sayHello`, or what `@tool` says.
 * It names the service, so that a new service never renames an old tool. `undefined` where the method is
 * no tool: the author said so, or it streams.
 */
export function toolName(service: Service, method: Method): string | undefined {
  if (method.tool === false || method.kind !== 'unary') return undefined;
  if (method.tool !== undefined) return method.tool;
  const owner = lowerFirst(service.name.replace(/(?<=.)Service$/, ''));
  return `${owner}_${method.name}`;
}
