/**
 * The time of a log line, in ISO 8601 and as pino wants it. All but the milliseconds is kept for a
 * second, because formatting a date is a good part of what a line costs.
 */
export function isoTimestamp(now: () => number = Date.now): () => string {
  let second = Number.NaN;
  let prefix = '';
  return () => {
    const time = now();
    const current = Math.floor(time / 1000);
    if (current !== second) {
      second = current;
      prefix = `,"time":"${new Date(current * 1000).toISOString().slice(0, 20)}`;
    }
    const rest = time - current * 1000;
    const zeros = rest > 99 ? '' : rest > 9 ? '0' : '00';
    return `${prefix}${zeros}${rest}Z"`;
  };
}
