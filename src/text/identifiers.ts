const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** ECMA-262 reserved words, those of strict mode and modules, and names that a module may not declare. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Whether text can stand as a property name without quotes. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** A name that can be declared: reserved words and taken names get a `$`. */
export function safeName(name: string, taken: ReadonlySet<string> = new Set()): string {
  let result = name;
  while (RESERVED.has(result) || taken.has(result)) result += '$';
  return result;
}

/** The wished names, made declarable and different from each other. */
export function distinctNames(wishes: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wishes.map((wish) => {
    const name = safeName(wish, taken);
    taken.add(name);
    return name;
  });
}
