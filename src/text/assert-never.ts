/** Ends an exhaustive `switch`: a value that gets here is a bug of ours. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
