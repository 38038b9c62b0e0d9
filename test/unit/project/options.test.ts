import { describe, expect, it } from 'vitest';
import {
  packageNameFault,
  packageNameFrom,
  packageNameOfFolder,
} from '../../../src/project/package-name.ts';
import { type GivenOptions, resolveOptions } from '../../../src/project/resolve-options.ts';

const folderName = 'My Service';
const fresh = (given: GivenOptions = {}) => resolveOptions({ given, idl: 'idl.ts', folderName });

const nameIn = (packageName: string) =>
  resolveOptions({ given: {}, idl: 'a.ts', packageName, folderName }).options?.name;

describe('options', () => {
  it('take their defaults in a new project', () => {
    expect(fresh()).toEqual({
      options: {
        name: 'my-service',
        idl: 'idl.ts',
        service: '',
        protocols: 'http',
        prefix: '',
        docs: true,
        tests: true,
        skill: true,
        openapi: true,
        kit: 'vendor',
      },
      diagnostics: [],
    });
  });

  it('are remembered, and the command line wins', () => {
    const remembered = {
      name: 'x',
      idl: 'a.ts',
      service: 'A,B',
      protocols: 'http,grpc' as const,
      prefix: 'v1',
      docs: false,
      tests: false,
      skill: false,
      openapi: false,
      kit: '^1',
    };
    const same = resolveOptions({ given: {}, remembered, packageName: 'other', folderName });
    expect(same).toEqual({ options: remembered, diagnostics: [] });
    const given = {
      import: 'example.com/hello-svc',
      prefix: '/api/v1/',
      docs: true,
      kit: 'vendor',
    };
    const other = resolveOptions({ given, idl: 'b.ts', remembered, folderName });
    expect(other.options).toEqual({
      ...remembered,
      name: 'hello-svc',
      idl: 'b.ts',
      prefix: 'api/v1',
      docs: true,
      kit: 'vendor',
    });
  });

  it('name the services, and take that back', () => {
    expect(fresh({ service: ' A, B,,A ' }).options?.service).toBe('A,B');
    const remembered = { service: 'A' };
    const all = resolveOptions({ given: { service: '' }, idl: 'a.ts', remembered, folderName });
    expect(all.options?.service).toBe('');
  });

  it('name those that the project did not know yet', () => {
    const remembered = {
      name: 'x',
      idl: 'a.ts',
      service: '',
      protocols: 'http' as const,
      prefix: '',
      docs: true,
      openapi: true,
      kit: 'vendor',
    };
    const { diagnostics } = resolveOptions({ given: { tests: false }, remembered, folderName });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['new-option', '-skill is new to this project and takes its default, true'],
    ]);
  });

  it('take the name of an existing package', () => {
    expect(nameIn('@acme/hello')).toBe('@acme/hello');
    expect(nameIn('Not Valid')).toBe('my-service');
  });

  it('say where imports of a .proto are, and of nothing else', () => {
    const pathOf = (idl: string, protoPath?: string, remembered?: { readonly protoPath: string }) =>
      resolveOptions({ given: { protoPath }, idl, remembered, folderName }).options;
    expect(pathOf('a.proto')?.protoPath).toBe('');
    expect(pathOf('a.proto', '..,protos')?.protoPath).toBe('..,protos');
    expect(pathOf('a.proto', undefined, { protoPath: 'x' })?.protoPath).toBe('x');
    expect(pathOf('a.proto', '', { protoPath: 'x' })?.protoPath).toBe('');
    expect(pathOf('a.ts', undefined, { protoPath: 'x' })).not.toHaveProperty('protoPath');
  });

  it('need a contract', () =>
    expect(resolveOptions({ given: {}, folderName }).diagnostics).toMatchObject([
      { code: 'idl-required', help: expect.stringContaining('microgen -idl idl.ts -out .') },
    ]));

  it.each([
    [{ import: 'Hello' }, 'invalid-package-name'],
    [{ import: 'a b' }, 'invalid-package-name'],
    [{ import: '@acme' }, 'invalid-package-name'],
    [{ import: '@acme/a/b' }, 'invalid-package-name'],
    [{ import: '.hidden' }, 'invalid-package-name'],
    [{ import: 'fs' }, 'invalid-package-name'],
    [{ import: 'node_modules' }, 'invalid-package-name'],
    [{ import: '/' }, 'invalid-package-name'],
    [{ import: 'x'.repeat(215) }, 'invalid-package-name'],
    [{ prefix: 'api//v1' }, 'invalid-prefix'],
    [{ prefix: '../x' }, 'invalid-prefix'],
    [{ prefix: 'api/{id}' }, 'invalid-prefix'],
    [{ prefix: 'a b' }, 'invalid-prefix'],
    [{ protoPath: 'protos' }, 'invalid-proto-path'],
    [{ protoPath: '' }, 'invalid-proto-path'],
    [{ protocols: 'grpc' }, 'invalid-protocols'],
    [{ protocols: 'http,soap' }, 'invalid-protocols'],
    [{ protocols: '' }, 'invalid-protocols'],
    [{ kit: '' }, 'invalid-kit'],
    [{ kit: ' ^1' }, 'invalid-kit'],
    [{ kit: 'a"b' }, 'invalid-kit'],
  ])('refuse %j', (given, code) => {
    const { options, diagnostics } = fresh(given);
    expect(options).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, severity: 'error' }]);
  });

  it.each([
    ['api/v1', 'api/v1'],
    ['/v2', 'v2'],
    ['/api/', 'api'],
    ['/', ''],
    ['', ''],
  ])('normalise the prefix %j', (prefix, expected) =>
    expect(fresh({ prefix }).options?.prefix).toBe(expected),
  );
});

describe('package names', () => {
  it.each([
    ['hello', 'hello'],
    ['@acme/hello', '@acme/hello'],
    ['example.com/hello-svc', 'hello-svc'],
    ['github.com/acme/hello/', 'hello'],
  ])('%s is %s', (text, name) => {
    expect(packageNameFrom(text)).toBe(name);
    expect(packageNameFault(name)).toBeUndefined();
  });

  it.each([
    ['Hello World', 'hello-world'],
    ['.hidden', 'hidden'],
    ['Grüße', 'gru-e'],
    ['日本', 'service'],
    ['', 'service'],
    ['http', 'http-service'],
    ['x'.repeat(300), 'x'.repeat(214)],
  ])('a folder %j gives %s', (folder, name) => {
    expect(packageNameOfFolder(folder)).toBe(name);
    expect(packageNameFault(name)).toBeUndefined();
  });
});
