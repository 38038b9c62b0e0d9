import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { microgen } from './support/project.ts';

const BASE = `syntax = "proto3";
package acme.v1;

service Shop {
  rpc Order(Item) returns (Item);
}

message Item {
  string sku = 1;
}
`;
const METHOD = BASE.replace(
  '  rpc Order',
  '  // Cancels it.\n  rpc Cancel(Item) returns (Item);\n  rpc Order',
);
const SERVICE = `
service Stock {
  rpc Count(Item) returns (Amount);
}

message Amount {
  int64 of = 1;
}
`;
const OTHER = SERVICE.replaceAll('Stock', 'Depot').replaceAll('Amount', 'Total');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-extend-proto-'));
  write(BASE);
  const made = microgen(folder, '-idl', 'shop.proto', '-protocols', 'http,grpc', '-out', 'out');
  if (made.status !== 0) throw new Error(made.output);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(text: string): void {
  writeFileSync(join(folder, 'shop.proto'), text);
}

function extend(...args: readonly string[]) {
  return microgen(folder, 'extend', ...args, '-out', 'out');
}

function read(path: string): string {
  return readFileSync(join(folder, 'out', path), 'utf8');
}

describe('a project of a .proto', () => {
  it('can be extended', () => {
    expect(extend('-check')).toMatchObject({
      status: 0,
      output: expect.stringContaining('- append-service: ready'),
    });
  });

  it('takes a method in, with a stub in the class', () => {
    write(METHOD);
    expect(extend('-append-method', 'Shop.cancel')).toMatchObject({ status: 0 });
    expect(read('service/shop/service.ts')).toContain(
      'async cancel(req: Item, ctx: Context): Promise<Init<Item>> {',
    );
    expect(read('transport/shop/transport_grpc.ts')).toContain("name: 'Cancel',");
    expect(microgen(folder, '-check', '-out', 'out')).toMatchObject({ status: 0 });
    expect(extend('-append-method', 'Shop.cancel')).toMatchObject({ status: 1 });
  });

  it('takes one service in, and leaves another alone', () => {
    write(BASE + SERVICE + OTHER);
    expect(extend('-append-service', 'Stock')).toMatchObject({
      status: 0,
      output: expect.stringContaining('Depot'),
    });
    expect(read('cmd/generated_routes.ts')).toContain("'acme.v1.Stock'");
    expect(read('cmd/generated_routes.ts')).not.toContain('Depot');
    expect(microgen(folder, '-check', '-out', 'out')).toMatchObject({ status: 0 });
  });

  it('takes a service in from a file of another name', () => {
    writeFileSync(join(folder, 'combined.proto'), BASE + SERVICE);
    const idl = ['-idl', 'combined.proto'];
    expect(extend('-append-service', 'Stock', ...idl)).toMatchObject({ status: 0 });
    expect(microgen(folder, '-check', '-out', 'out')).toMatchObject({ status: 0 });
  });

  it('refuses what the contract does not have, and a contract that is another', () => {
    expect(extend('-append-service', 'Nobody')).toMatchObject({
      status: 1,
      output: expect.stringContaining('error target-unknown'),
    });
    write((BASE + SERVICE).replace('string sku = 1', 'string sku = 2'));
    expect(extend('-append-service', 'Stock')).toMatchObject({
      status: 1,
      output: expect.stringContaining('error contract-differs'),
    });
  });
});
