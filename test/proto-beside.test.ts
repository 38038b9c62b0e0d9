import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { microgen } from './support/project.ts';

const TYPES = 'syntax = "proto3";\npackage big.v1;\nmessage M { string id = 1; }\n';
const ENTRY = `syntax = "proto3";
package big.v1;
import "big/v1/types.proto";
service Shop { rpc Get(M) returns (M); }
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-proto-beside-'));
  mkdirSync(join(folder, 'proto/big/v1'), { recursive: true });
  writeFileSync(join(folder, 'proto/big/v1/types.proto'), TYPES);
  writeFileSync(join(folder, 'proto/big/v1/big.proto'), ENTRY);
  const idl = ['-idl', 'proto/big/v1/big.proto', '-proto-path', 'proto'];
  const made = microgen(folder, ...idl, '-protocols', 'http,grpc', '-out', 'shop');
  if (made.status !== 0) throw new Error(made.output);
  cpSync(join(folder, 'proto'), join(folder, 'old'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function edit(path: string, from: string, to: string): void {
  const file = join(folder, path);
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

describe('another .proto has its imports beside it', () => {
  it('as the old contract', () => {
    edit('proto/big/v1/types.proto', 'string id', 'int32 id');
    const against = ['-against', 'old/big/v1/big.proto'];
    const { status, output } = microgen(folder, 'diff', '-out', 'shop', ...against);
    expect(output).toContain('M.id: the field was string, and is int32');
    expect(output).toContain('1 change against old/big/v1/big.proto: 1 breaking');
    expect(status).toBe(2);
    const check = microgen(folder, '-check', '-breaking', ...against, '-out', 'shop');
    expect(check.output).toContain('one change breaks clients');
    expect(check.output).not.toContain('removed');
    edit('proto/big/v1/types.proto', 'int32 id', 'string id');
  });

  it('as the new contract, with a project and without one', () => {
    const same = microgen(folder, 'diff', '-out', 'shop', '-idl', 'old/big/v1/big.proto');
    expect(same.output).toContain('nothing changed');
    const idl = ['-idl', 'proto/big/v1/big.proto', '-proto-path', 'proto'];
    const both = microgen(folder, 'diff', ...idl, '-against', 'old/big/v1/big.proto');
    expect(both.output).toContain('nothing changed');
  });

  it('and is spoken over gRPC where there is no project to say so', () => {
    writeFileSync(
      join(folder, 'o.proto'),
      `${TYPES.replace('}', 'reserved 2 to 10; }')}service S {}`,
    );
    writeFileSync(
      join(folder, 'n.proto'),
      `${TYPES.replace('}', 'reserved 2 to 5; }')}service S {}`,
    );
    const { status, output } = microgen(folder, 'diff', '-idl', 'n.proto', '-against', 'o.proto');
    expect(output).toContain('RESERVED_MESSAGE_NO_DELETE');
    expect(status).toBe(2);
  });

  it.each([
    ['by its name', [], 'cancel'],
    ['by a root', ['-proto-path', 'old'], 'refund'],
  ])('as the contract that a method is taken from, %s', (_, flags, method) => {
    const rpc = `rpc ${method.charAt(0).toUpperCase()}${method.slice(1)}(M) returns (M);`;
    edit('old/big/v1/big.proto', 'rpc Get', `${rpc} rpc Get`);
    const target = ['-append-method', `Shop.${method}`, '-idl', 'old/big/v1/big.proto'];
    const { status, output } = microgen(folder, 'extend', ...target, ...flags, '-out', 'shop');
    expect({ status, output }).toMatchObject({ status: 0 });
    const manifest = readFileSync(join(folder, 'shop/.microgen/manifest.json'), 'utf8');
    expect(manifest).toContain('"protoPath": "../old"');
    expect(microgen(folder, '-check', '-out', 'shop')).toMatchObject({ status: 0 });
  });
});
