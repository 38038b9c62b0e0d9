import { upperFirst, words } from '../../text/cases.ts';

/**
 * Where in a contract something is that needs a name: `['Product', 'attributes', 'value']`. A part such as `#ShopService`
 * tells places apart and is not in the name; what the author wrote is a {@link placePart}.
 */
export type Place = readonly string[];

/** The part of a place that a property is: no sign in it means anything else there. */
export function placePart(property: string): string {
  return property.replace(/[%.#]/g, encodeURIComponent).replaceAll('.', '%2E');
}

/** The property that a part of a place is. */
export function partProperty(part: string): string {
  return part.replace(/%(?:25|2E|23)/g, decodeURIComponent);
}

/** A place as text: what it is known by for life. */
export function placeText(place: Place): string {
  return place.join('.');
}

/** The names of messages, enums and services in one package: each is had by one place, and kept for life. */
export class Names {
  readonly #byPlace: Map<string, string>;
  readonly #taken: Set<string>;

  /**
   * @param known the names that places had before, of those too that are no more
   * @param taken names of other things in the package
   */
  constructor(known: ReadonlyMap<string, string>, taken: readonly string[]) {
    this.#byPlace = new Map(known);
    this.#taken = new Set([...known.values(), ...taken]);
  }

  /** The name of what is at a place. */
  of(place: Place): string {
    const key = placeText(place);
    const known = this.#byPlace.get(key);
    if (known !== undefined) return known;
    const plain = identifier(
      place
        .filter((part) => !part.startsWith('#'))
        .map(pascal)
        .join(''),
    );
    let name = plain;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${plain}${count}`;
    this.#taken.add(name);
    this.#byPlace.set(key, name);
    return name;
  }
}

/** The first part is a name of the author's, which stays as it is written. */
function pascal(part: string, index: number): string {
  return index === 0 ? upperFirst(part) : words(partProperty(part)).map(upperFirst).join('');
}

/**
 * The name in `snake_case` of a property: of nothing but its text, so that it is for life. What would be written alike is refused
 * (`proto-name-taken`). The language's names are ASCII (protobuf.dev/reference/protobuf/proto3-spec#identifiers).
 */
export function fieldName(property: string): string {
  const name = words(property)
    .join('_')
    .replace(/[^a-z0-9_]/g, escaped);
  return /^[a-z]/.test(name) ? name : `x${name}`;
}

/** A name as the language allows it. */
export function identifier(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, escaped);
  return /^[A-Za-z]/.test(plain) ? plain : `X${plain}`;
}

/** Names that differ stay different. */
function escaped(character: string): string {
  return `u${character.codePointAt(0)?.toString(16) ?? ''}`;
}
