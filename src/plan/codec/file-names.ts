import { safeName } from '../../text/identifiers.ts';
import { valueLiteral } from '../../text/literals.ts';
import { type Lines, nameFrom } from './code.ts';

/** The names that one generated file declares beside its functions, and what they stand for. */
export interface FileNames {
  /** A name that the file has not declared yet. */
  readonly unique: (wish: string) => string;
  /** Declares a set of property names, and gives its name. */
  readonly knownSet: (hint: string, names: readonly string[]) => string;
  /** Declares a regular expression, and gives its name. */
  readonly pattern: (hint: string, pattern: string) => string;
  /** Declares a constant, and gives its name. */
  readonly constant: (wish: string, text: string) => string;
  /** The declarations so far. */
  readonly constants: Lines;
}

/** @param taken what the file declares anyway */
export function createFileNames(taken: readonly string[]): FileNames {
  const known = new Set(taken);
  const constants: string[] = [];
  const unique = (wish: string): string => {
    const name = safeName(wish, known);
    known.add(name);
    return name;
  };
  const declare = (wish: string, text: string): string => {
    const name = unique(wish);
    constants.push(`const ${name} = ${text};`);
    return name;
  };
  return {
    unique,
    constants,
    constant: declare,
    knownSet: (hint, names) =>
      declare(nameFrom(hint, 'Fields'), `new Set<string>(${valueLiteral(names)})`),
    pattern: (hint, pattern) =>
      declare(nameFrom(hint, 'Pattern'), String(new RegExp(pattern, 'u'))),
  };
}
