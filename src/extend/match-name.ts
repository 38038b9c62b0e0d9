/** The one of some names that a user meant, whatever its case. */
export function matchName(names: readonly string[], wanted: string): string | undefined {
  const lower = wanted.toLowerCase();
  return (
    names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === lower)
  );
}
