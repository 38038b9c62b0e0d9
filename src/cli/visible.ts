/**
 * Makes characters visible that a terminal would obey or that would turn a line's order around: control
 * characters (but line feed and tab), line separators and bidirectional overrides.
 */
export function visible(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for what has to stay on one line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
