import { describe, expect, test } from 'vitest';
import { parseTemplate, pathShape, renameVariables } from '../../../src/ir/path-template.ts';

describe('templates', () => {
  test.each([
    ['/', '/'],
    ['/users/{id}', '/users/*'],
    ['/v1/{name=shelves/*/books/*}:publish', '/v1/shelves/*/books/*:publish'],
    ['/v1/{parent=projects/*}/things/{thing.id}', '/v1/projects/*/things/*'],
    ['/v1/{a=*}', '/v1/*'],
    ['/v1/{b}', '/v1/*'],
    ['/v1/{rest=files/**}', '/v1/files/**'],
    ['/v1/*/x/**:cancel', '/v1/*/x/**:cancel'],
    ['/v1/things:batchGet', '/v1/things:batchGet'],
    ['/v1/a%20b', '/v1/a%20b'],
  ])('%s matches the paths of %s', (path, shape) => {
    expect(pathShape(path)).toBe(shape);
    expect(parseTemplate(path)).toHaveProperty('template');
  });

  test.each([
    ['users', 'does not begin with `/`'],
    ['/a//b', 'has nothing between two slashes'],
    ['/a/', 'has nothing between two slashes'],
    ['/a/{b', 'has `{b`, where a part is plain text or one {variable}'],
    ['/a/x{b}', 'has `x{b}`, where a part is plain text or one {variable}'],
    ['/a/{b=**}/c', 'has `**` before its end'],
    ['/{a={b}}', 'has `{a={b}}`, where a part is plain text or one {variable}'],
    ['/{a.}', 'has {a.}, which names no field'],
    ['/{a}/{a}', 'has {a} twice'],
    ['/{a}:', 'has nothing behind its last `:`'],
    ['/a b', 'has `a b`, which is no plain text of a path'],
    ['/a/..', 'has `..`, which is no plain text of a path'],
    ['/a?b', 'has `a?b`, which is no plain text of a path'],
  ])('%s is none: it %s', (path, fault) => {
    expect(parseTemplate(path)).toEqual({ fault });
  });

  test('fields can be called otherwise', () => {
    const rename = (field: string) => field.toUpperCase();
    expect(renameVariables('/v1/{a.b=x/*}/{c}:v', rename)).toBe('/v1/{A.B=x/*}/{C}:v');
  });
});
