import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { peers } from '../peers.ts';

/** What buf says of some files: a `google.protobuf.FileDescriptorSet` without places, or why there is none. */
export type BufAnswer = { readonly set: Uint8Array } | { readonly refused: string };

/** Asks buf of many sets of files, as many at once as there are processors. */
export async function askBuf(
  all: readonly Readonly<Record<string, string>>[],
): Promise<readonly BufAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'microgen-buf-'));
  const answers: BufAnswer[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < all.length; index = next++) {
      answers[index] = await build(join(folder, String(index)), all[index] ?? {});
    }
  };
  try {
    const workers = Array.from({ length: availableParallelism() }, work);
    const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function build(folder: string, files: Readonly<Record<string, string>>): Promise<BufAnswer> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const output = `${folder}.binpb`;
  const flags = ['build', '.', '--as-file-descriptor-set', '--exclude-source-info', '-o', output];
  return new Promise((resolve, reject) => {
    execFile(bufProgram(), flags, { cwd: folder }, (error, stdout, stderr) => {
      if (error === null) resolve({ set: readFileSync(output) });
      // It ends with 100 where files are wrong, and gives up where an option lacks a required field.
      else if (error.code === 100 || stderr.startsWith('Failure: proto:')) {
        resolve({ refused: `${stdout}${stderr}` });
      } else reject(error);
    });
  });
}

/** The program itself: the script around it would take as long again to start. */
function bufProgram(): string {
  const name = process.platform === 'win32' ? 'buf.exe' : 'buf';
  const own = createRequire(join(peers, 'node_modules/@bufbuild/buf/package.json'));
  return own.resolve(`@bufbuild/buf-${process.platform}-${process.arch}/bin/${name}`);
}
