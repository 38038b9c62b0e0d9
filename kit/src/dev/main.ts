#!/usr/bin/env node
/*
 * kit-dev [arguments of the service]: compiles the project in the current folder, runs it, and does
 * both again whenever a source changes. Type errors are shown and do not stop the service.
 */
import { compile, findCompiler } from './compile.ts';
import { DevLoop } from './dev-loop.ts';
import { onParentGone } from './parent-watch.ts';
import { ServiceProcess } from './service-process.ts';
import { SourceWatcher } from './source-watcher.ts';

const project = process.cwd();
const args = process.argv.slice(2);

function say(line: string): void {
  process.stderr.write(`kit-dev: ${line}\n`);
}

function main(): void {
  const compiler = findCompiler(project);
  const loop = new DevLoop({
    compile: () => compile(project, compiler),
    start: () => new ServiceProcess(project, args),
    say,
    leave: (code) => process.exit(code),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => loop.signal(signal));
  }
  onParentGone(() => loop.signal('SIGTERM'));
  const watcher = new SourceWatcher(project, () => void loop.update());
  process.on('exit', () => watcher.close());
  void loop.update();
}

try {
  main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
