/** What came with the request besides its message: HTTP headers, gRPC metadata. Names ignore case. */
export interface Metadata {
  /** The value of a name; several values are joined with `, `. */
  get(name: string): string | undefined;
  /** Every name, lower-cased. */
  names(): readonly string[];
}

/** Metadata of a call that brought none. */
export const emptyMetadata: Metadata = {
  get: () => undefined,
  names: () => [],
};

/** Metadata over a plain record, for tests and jobs. */
export function metadataFrom(record: Readonly<Record<string, string>>): Metadata {
  const entries = new Map(
    Object.entries(record).map(([name, value]) => [name.toLowerCase(), value] as const),
  );
  return { get: (name) => entries.get(name.toLowerCase()), names: () => [...entries.keys()] };
}
