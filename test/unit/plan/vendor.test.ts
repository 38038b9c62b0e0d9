import { describe, expect, it } from 'vitest';
import type { Options } from '../../../src/plan/options.ts';
import { hasVendor, kitSpec, swaggerUiSpec, vendoredPackages } from '../../../src/plan/vendor.ts';

const bytes = new Uint8Array();
const assets = {
  kit: { version: '0.1.0', fileName: 'kit.tgz', bytes },
  swaggerUi: { fileName: 'swagger-ui.tgz', bytes },
  sdkSources: {},
};

/** What package.json and `vendor/` have, by how the runtime is referred to. */
function vendoring(kit: string, openapi = true) {
  const options: Options = {
    name: 'x',
    idl: 'idl.ts',
    service: '',
    protocols: 'http',
    prefix: '',
    docs: true,
    tests: true,
    skill: true,
    openapi,
    kit,
  };
  const paths = vendoredPackages({ options, assets }).map(({ path }) => path);
  expect(hasVendor({ options })).toBe(paths.length > 0);
  return [kitSpec({ options, assets }), swaggerUiSpec({ options, assets }), paths];
}

const KIT = 'vendor/kit.tgz';
const SWAGGER_UI = 'vendor/swagger-ui.tgz';

describe('the packages of a project', () => {
  it('are in vendor/', () => {
    expect(vendoring('vendor')).toEqual([`file:${KIT}`, `file:${SWAGGER_UI}`, [KIT, SWAGGER_UI]]);
  });

  it('lack Swagger UI without -openapi', () => {
    expect(vendoring('vendor', false)).toEqual([`file:${KIT}`, undefined, [KIT]]);
    expect(vendoring('^1', false)).toEqual(['^1', undefined, []]);
  });

  it.each(['1.2.3', '^0.1.0', '~1', '1.x', '>=1 <2 || 3', 'latest', 'next', '*'])(
    'are of one version: %s',
    (spec) => expect(vendoring(spec)).toEqual([spec, spec, []]),
  );

  it.each([
    'file:../kit',
    './kit',
    '../kit.tgz',
    'kit.tgz',
    'npm:@acme/kit@1',
    'github:acme/kit',
    'https://example.com/kit.tgz',
    'workspace:*',
  ])('have Swagger UI with them where the runtime has a place of its own: %s', (spec) => {
    expect(vendoring(spec)).toEqual([spec, `file:${SWAGGER_UI}`, [SWAGGER_UI]]);
  });
});
