/** The files of a side by name, without a syntax and a package where a line says `package` for them. */
export type Files = Readonly<Record<string, string>>;

/** Two contracts that `buf breaking` and we compare. */
export interface Pair {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
}

type Side = string | Files;

/** The head of a file: `PACKAGE` is put in its place for every pair. */
const HEADS = {
  proto2: 'syntax = "proto2";\npackage PACKAGE;\n',
  proto3: 'syntax = "proto3";\npackage PACKAGE;\n',
  edition: 'edition = "2023";\npackage PACKAGE;\n',
};

function sideOf(head: string, side: Side): Files {
  return typeof side === 'string' ? { 'a.proto': head + side } : side;
}

function pairIn(syntax: keyof typeof HEADS) {
  return (name: string, before: Side, after: Side): Pair => ({
    name: `${syntax}: ${name}`,
    before: sideOf(HEADS[syntax], before),
    after: sideOf(HEADS[syntax], after),
  });
}

/** A pair of files in proto3. */
export const proto3 = pairIn('proto3');
/** A pair of files in proto2. */
export const proto2 = pairIn('proto2');
/** A pair of files in an edition. */
export const edition = pairIn('edition');

/** A pair of files, or of sides of several, that say their syntax themselves. */
export function files(name: string, before: Files, after: Files): Pair {
  return { name: `files: ${name}`, before, after };
}
