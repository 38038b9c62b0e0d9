import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/ir/types.ts';
import { readProto } from '../../../src/source/proto/read.ts';
import { loadShipped } from '../../../src/source/proto/shipped.ts';
import { planned } from '../../support/planned.ts';

function contractOf(text: string): Contract {
  const reader = { readText: (path: string) => (path === 'a.proto' ? text : undefined) };
  const shipped = loadShipped();
  const { contract, diagnostics } = readProto({
    path: 'a.proto',
    reader,
    roots: [],
    services: [],
    shipped,
  });
  if (contract === undefined) throw new Error(JSON.stringify(diagnostics));
  return contract;
}

function typesOf(text: string): readonly string[] {
  const files = planned(contractOf(text), /generated_types\.ts$|sdk\/\w+\/types\.ts$/);
  return Object.values(files);
}

describe('the types of a .proto', () => {
  it('import the instants that only a map holds', () => {
    const all = typesOf(`syntax = "proto3";
import "google/protobuf/timestamp.proto";
service S { rpc Get(M) returns (M); }
message M { map<string, google.protobuf.Timestamp> seen = 1; }
`);
    expect(all).toHaveLength(2);
    for (const text of all) {
      expect(text).toContain('seen: Record<string, Timestamp>;');
      expect(text).toMatch(/^import type \{ Timestamp \} from/m);
    }
  });

  it('import no instants for a comment that speaks of them', () => {
    const all = typesOf(`syntax = "proto3";
service S { rpc Get(M) returns (M); }
// Not to be read as one: Timestamp it is none.
message M { string at = 1; }
`);
    for (const text of all) expect(text).not.toMatch(/^import .*Timestamp/m);
  });

  it('import nothing for a service without methods', () => {
    const all = typesOf('syntax = "proto3";\nservice S {}\n');
    for (const text of all) {
      expect(text).toContain('export interface S {}');
      expect(text).not.toMatch(/^import/m);
    }
  });
});
