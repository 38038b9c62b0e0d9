import { InternalError } from '../diagnostics/internal-error.ts';

/**
 * A view that throws where a template asks for a property it does not have. Handlebars' own strict
 * mode says nothing about a misspelt name in `if` and `each`.
 */
export function strictView<T extends object>(view: T, path: string): T {
  return new Proxy(view, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target)) {
        throw new InternalError(`the view of ${path} has no property ${key}`);
      }
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'object' && value !== null && typeof key === 'string'
        ? strictView(value, `${path}.${key}`)
        : value;
    },
  });
}
