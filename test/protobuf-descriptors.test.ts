import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from './support/modules.ts';
import { installPeers, peers } from './support/peers.ts';
import { must } from './support/project.ts';

const protos = join(repository, 'kit/test/protobuf');
let folder: string;

beforeAll(() => {
  installPeers();
  folder = mkdtempSync(join(tmpdir(), 'microgen-descriptors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the descriptors of kit's tests are what buf makes of the files beside them", () => {
  const output = join(folder, 'descriptors.binpb');
  const buf = join(peers, 'node_modules/@bufbuild/buf/bin/buf');
  must(protos, process.execPath, buf, 'build', '.', '--exclude-source-info', '-o', output);
  // To renew them, run the same with -o descriptors.binpb in kit/test/protobuf.
  expect(readFileSync(output).equals(readFileSync(join(protos, 'descriptors.binpb')))).toBe(true);
});
