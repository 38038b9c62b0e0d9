const colours: Readonly<Record<string, string>> = {
  debug: '\u001b[90m',
  info: '\u001b[32m',
  warn: '\u001b[33m',
  error: '\u001b[31m',
};
const reset = '\u001b[0m';
const dim = '\u001b[2m';

/** Fields that every line has and no person needs to see. */
const hidden: ReadonlySet<string> = new Set(['time', 'level', 'msg', 'err', 'name']);

/**
 * One JSON log line as a line for a person: time, level, message, fields, and the stack of an error
 * below. What is no JSON object is passed through.
 */
export function formatForConsole(line: string, colour: boolean): string {
  const record = parseRecord(line);
  if (record === undefined) return line;
  const level = String(record['level']);
  const [before, after, faint] = colour ? [colours[level] ?? '', reset, dim] : ['', '', ''];
  const time = String(record['time'] ?? '').replace(/^.*T|Z$/g, '');
  const label = level.toUpperCase().padEnd(5);
  const fields = Object.entries(record)
    .filter(([name]) => !hidden.has(name))
    .map(([name, value]) => ` ${faint}${name}=${after}${formatValue(value)}`);
  const message = String(record['msg'] ?? '');
  return `${time} ${before}${label}${after} ${message}${fields.join('')}${stackOf(record)}\n`;
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function formatValue(value: unknown): string {
  const plain = typeof value === 'string' && /^[^\s"=]+$/.test(value);
  return plain ? value : JSON.stringify(value);
}

function stackOf({ err }: Record<string, unknown>): string {
  if (typeof err !== 'object' || err === null) return '';
  const { stack, message } = { stack: undefined, message: undefined, ...err };
  return `\n${String(stack ?? message ?? '').replace(/^/gm, '    ')}`;
}
