/**
 * Calls back once when the process that started this one has ended. npm passes a signal on to its
 * shell only, which dies without a word; nobody would be left to end the service.
 */
export function onParentGone(callback: () => void, every = 500): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, every);
  timer.unref();
}
