import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The folder of the bench. */
export const benchDir = fileURLToPath(new URL('..', import.meta.url));

/** The repository that is measured. */
export const repoDir = fileURLToPath(new URL('../..', import.meta.url));

/** The command as a user runs it. */
export const microgenBin = join(repoDir, 'bin', 'microgen.js');

/** The contract of the start and HTTP sections. */
export const helloContract = join(benchDir, 'contracts', 'hello.ts');
