#!/usr/bin/env node
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 20 || (major === 20 && minor >= 19)) {
  if (module.enableCompileCache) module.enableCompileCache();
  import('../dist/bundle/main.js')
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => (process.exitCode = code));
} else {
  process.stderr.write(`microgen needs Node 20.19 or newer, and this is ${process.version}\n`);
  process.exitCode = 1;
}
