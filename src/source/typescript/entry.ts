import type { SourceReader } from '../source.ts';
import type { Report } from './report.ts';

/** The text of a contract's entry file; `undefined` after saying why there is none. */
export function entryText(path: string, reader: SourceReader, report: Report): string | undefined {
  if (reader.isFolder?.(path) === true) {
    report.add('idl-is-folder', { path }, {});
    return undefined;
  }
  if (!/\.[mc]?ts$/i.test(path)) {
    report.add('idl-extension', { path }, {});
    return undefined;
  }
  const found = reader.readText(path);
  if (found === undefined) report.add('idl-not-found', { path }, {});
  return found;
}
