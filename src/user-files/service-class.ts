import { findClass } from '../edit/find-class.ts';
import { handlerName, implName } from '../plan/context.ts';

/** Finds the class of a service in the text of its file, whatever its user calls it by now. */
export function findServiceClass(text: string, service: string): ReturnType<typeof findClass> {
  return findClass(text, { implemented: handlerName(service), name: implName(service) });
}
