import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkExtend } from '../../../src/extend/check-extend.ts';
import { extend } from '../../../src/extend.ts';
import { generate } from '../../../src/generate.ts';
import type { GenerateResult } from '../../../src/project/result.ts';
import type { Command } from './commands.ts';
import { contractText } from './contract.ts';

/** How a command ended: its outcome, and the codes of its errors or the drift it tells of. */
export interface Ended {
  readonly outcome: string;
  readonly codes: readonly string[];
}

/** Does what a command says, in a folder. */
export async function carriedOut(folder: string, command: Command): Promise<Ended> {
  const run = { cwd: folder, out: '.' };
  switch (command.kind) {
    case 'write':
      return written(join(folder, command.path), command.content);
    case 'contract':
      return written(join(folder, 'idl.ts'), contractText(command.contract));
    case 'delete':
      rmSync(join(folder, command.path), { force: true });
      return { outcome: 'done', codes: [] };
    case 'generate': {
      const { mode, force, given } = command;
      return ended(await generate({ ...run, mode, force, options: given }));
    }
    case 'extend':
      return ended(
        await extend({ ...run, mode: command.mode, target: command.target, diff: false }),
      );
    case 'extend-check':
      return checked(folder);
  }
}

function written(path: string, content: string): Ended {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, 'latin1');
  return { outcome: 'done', codes: [] };
}

function ended({ outcome, diagnostics }: GenerateResult): Ended {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { outcome, codes: errors.map(({ code }) => code).toSorted() };
}

function checked(folder: string): Ended {
  const { report, diagnostics } = checkExtend({ cwd: folder, out: '.' });
  if (report === undefined) {
    return { outcome: 'failed', codes: diagnostics.map(({ code }) => code) };
  }
  const codes = report.drift.map(({ path, state }) => `${path} ${state}`).toSorted();
  return { outcome: report.status, codes };
}
