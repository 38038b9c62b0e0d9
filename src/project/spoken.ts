import { isObject } from '../text/json.ts';
import type { NumbersLock } from '../plan/pb/numbers.ts';
import { projectPaths } from '../plan/project-paths.ts';
import { manifestPath } from './manifest.ts';
import { parseJson } from './json-document.ts';
import { parseNumbers } from './numbers-lock.ts';

/** How a project spoke gRPC: what its package is made of, and the numbers that it had given. */
export interface Spoken {
  readonly name: string;
  readonly numbers: NumbersLock | undefined;
}

/**
 * How a project speaks gRPC, as its own files tell; `undefined` where it does not.
 * @param readText gives a file of the project by its path
 */
export function spokenBy(readText: (path: string) => string | undefined): Spoken | undefined {
  const json = parseJson(readText(manifestPath) ?? '', manifestPath);
  const manifest = json.fault === undefined ? json.value : undefined;
  const options = isObject(manifest) ? manifest['options'] : undefined;
  if (!isObject(options) || options['protocols'] !== 'http,grpc') return undefined;
  const text = readText(projectPaths.numbers);
  const numbers = text === undefined ? undefined : parseNumbers(text, projectPaths.numbers).numbers;
  return { name: String(options['name']), numbers };
}
