import type { Contract, Declaration, Method } from '../../../src/ir/types.ts';
import type { SourceReader, SourceResult } from '../../../src/source/source.ts';
import { parseTypeScript } from '../../../src/source/typescript/parse.ts';

/** Reads files that are given as texts. */
export function readerOf(files: Readonly<Record<string, string>>): SourceReader {
  return { readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined) };
}

/** Parses a contract of one file, or of several where more are given. */
export function parse(
  text: string,
  { files = {}, services = [] }: { files?: Record<string, string>; services?: string[] } = {},
): SourceResult {
  return parseTypeScript({ path: 'idl.ts', text, reader: readerOf(files), services });
}

/** What is said about a contract: `line:column code`. */
export function faults(text: string, files: Record<string, string> = {}): string[] {
  return parse(text, { files }).diagnostics.map(
    ({ span, code }) => `${span?.line}:${span?.column} ${code}`,
  );
}

/** The contract of a text that must be a good one. */
export function contractOf(text: string, files: Record<string, string> = {}): Contract {
  const { contract, diagnostics } = parse(text, { files });
  if (contract === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return contract;
}

/** The contract of a file whose one service takes and returns what is called `T`, and what `T` is lowered to. */
export function declarationOf(declarations: string, name: string = 'T'): Declaration {
  const service = `export interface TestService { test(req: { value: T }): Promise<void> }`;
  const { declarations: found } = contractOf(`${declarations}\n${service}`);
  const declaration = found.find((one) => one.name === name);
  if (declaration === undefined) throw new Error(`no declaration ${name}`);
  return declaration;
}

/** One method of a service, whose signature is given. */
export function methodOf(signature: string, declarations: string = ''): Method {
  const contract = contractOf(`${declarations}\nexport interface TestService { ${signature} }`);
  const method = contract.services[0]?.methods[0];
  if (method === undefined) throw new Error('no method');
  return method;
}

/** A type without what tests of types do not look at. */
export function plain<T>(value: T): T {
  if (value === undefined) return value;
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (key === 'span' || key === 'docs') return undefined;
      return (key === 'optional' || key === 'readonly') && inner === false ? undefined : inner;
    }),
  ) as T;
}
