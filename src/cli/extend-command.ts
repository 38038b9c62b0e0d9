import { hasErrors } from '../diagnostics/diagnostic.ts';
import { type CheckResult, checkExtend } from '../extend/check-extend.ts';
import type { ExtendRequest, Target } from '../extend/request.ts';
import { extend } from '../extend.ts';
import { exitCodes } from './exit-code.ts';
import { extendFlags } from './flags.ts';
import { gnuArguments } from './go-flags.ts';
import { appendJson, reportJson } from './print-extend-json.ts';
import { reportText } from './print-report.ts';
import { type Printable, printResult } from './print-result.ts';
import { printRun } from './print-run.ts';
import { type ExtendValues, parseExtendValues } from './program.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Runs `microgen extend` and returns the exit code. */
export async function runExtend(args: readonly string[], terminal: Terminal): Promise<number> {
  const values = parseExtendValues(gnuArguments(args, extendFlags));
  refuseTogether(values);
  if (values.check === true) {
    const checked = checkExtend({ cwd: terminal.cwd, out: values.out ?? '.' });
    return printResult(printableOf(checked), values, terminal);
  }
  const result = await extend(requestOf(values, terminal.cwd));
  return printRun(result, values, { terminal, jsonText: appendJson });
}

function requestOf(values: ExtendValues, cwd: string): ExtendRequest {
  const { out = '.', idl, protoPath, dryRun, diff = false } = values;
  const mode = dryRun === true || diff ? 'dry-run' : 'write';
  return { cwd, out, idl, protoPath, target: targetOf(values), mode, diff };
}

function targetOf(values: ExtendValues): Target {
  const { appendService, appendModel, appendMiddleware, appendMethod } = values;
  const targets: readonly Target[] = [
    ...(appendService === undefined ? [] : [{ kind: 'service', name: appendService } as const]),
    ...(appendModel === undefined ? [] : [{ kind: 'model', name: appendModel } as const]),
    ...(appendMiddleware === undefined ? [] : [middlewareTarget(appendMiddleware)]),
    ...(appendMethod === undefined ? [] : [methodTarget(appendMethod)]),
  ];
  const [target, another] = targets;
  if (target === undefined) {
    throw new UsageError(
      'extend needs to know what to do',
      'Say -check, -append-service, -append-method or -append-middleware; `microgen help extend` shows examples.',
    );
  }
  if (another !== undefined) {
    throw new UsageError(
      `-append-${target.kind} and -append-${another.kind} exclude each other`,
      'One target at a time: append one, then the other.',
    );
  }
  return target;
}

function middlewareTarget(text: string): Target {
  const names = text.split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  if (given.length === 0) {
    throw new UsageError(
      '-append-middleware names none',
      'Write -append-middleware tracing,metrics.',
    );
  }
  return { kind: 'middleware', names: given };
}

function methodTarget(text: string): Target {
  const [service = '', name = '', ...more] = text.trim().split('.');
  if (service === '' || name === '' || more.length > 0) {
    throw new UsageError(
      `-append-method ${JSON.stringify(text)} names no method`,
      'Write the service and the method with a dot between: -append-method HelloService.wave.',
    );
  }
  return { kind: 'method', service, name };
}

function refuseTogether(values: ExtendValues): void {
  const { check, quiet, verbose, dryRun, diff, idl, protoPath } = values;
  if (quiet === true && verbose === true) {
    throw new UsageError('-quiet and -verbose exclude each other', 'Say one of them.');
  }
  if (check !== true) return;
  const given = Object.entries({
    '-append-service': values.appendService,
    '-append-model': values.appendModel,
    '-append-middleware': values.appendMiddleware,
    '-append-method': values.appendMethod,
    '-dry-run': dryRun === true ? dryRun : undefined,
    '-diff': diff === true ? diff : undefined,
    '-idl': idl,
    '-proto-path': protoPath,
  }).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `-check and ${given[0]} exclude each other`,
    'extend -check reports on the project as it is; it appends nothing and needs no contract.',
  );
}

function printableOf(result: CheckResult): Printable {
  const { report, diagnostics } = result;
  const exitCode = exitCodeOf(result);
  return {
    exitCode,
    diagnosed: { diagnostics, sources: {} },
    json: () => reportJson(result, exitCode),
    text: (colors) => (report === undefined ? '' : reportText(report, colors)),
  };
}

function exitCodeOf({ report, diagnostics }: CheckResult): number {
  if (report === undefined || hasErrors(diagnostics)) return exitCodes.failed;
  return report.status === 'ready' ? exitCodes.done : exitCodes.pending;
}
