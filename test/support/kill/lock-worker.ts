import { appendFileSync } from 'node:fs';
import { openDisk } from '../../../src/project/disk.ts';
import { takeLock } from '../../../src/project/apply/lock.ts';

// A process that takes a project again and again, writes down when it has it, and may be killed while it does.
const [root = '', log = '', rounds = '', end = ''] = process.argv.slice(2);

for (let round = 1; round <= Number(rounds); round += 1) {
  const { lock } = takeLock(openDisk(root), 60_000);
  if (lock === undefined) throw new Error('waited for a minute');
  appendFileSync(log, `in ${process.pid}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  appendFileSync(log, `out ${process.pid}\n`);
  if (round === Number(rounds) && end === 'killed') process.kill(process.pid, 'SIGKILL');
  lock.release();
}
