import { availableParallelism, cpus, totalmem } from 'node:os';

/** @returns what the figures were measured on, as far as they depend on it */
export function machine() {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** @param {ReturnType<typeof machine>} values */
export function machineLine({ node, platform, cpu, cores, memoryGiB }) {
  return `Node ${node}, ${platform}, ${cores} x ${cpu}, ${memoryGiB} GiB`;
}
