'use strict';
// Preloaded into every contender alike: answers each message of the driver with the process's own
// accounting, over the IPC channel, so that asking is no request. Keeps nothing alive.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicros: user + system, rssMiB: process.memoryUsage.rss() / 2 ** 20 });
});
process.channel.unref();
// Without its driver a contender has nothing to serve.
process.on('disconnect', () => process.exit());
