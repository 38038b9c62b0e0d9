'use strict';
// Preloaded into a measured process: at exit it writes what the process used to descriptor 3.
const { readFileSync, writeSync } = require('node:fs');

process.once('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const peakKiB = highWaterMark() ?? maxRSS;
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: peakKiB / 1024 };
  writeSync(3, JSON.stringify(usage));
});

// On Linux maxRSS also holds the peak of the parent at the time of the fork; VmHWM does not.
function highWaterMark() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return undefined;
  }
}
