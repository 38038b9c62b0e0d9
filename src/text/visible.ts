/**
 * A text that is safe to print: characters that would steer a terminal or hide what stands there (controls,
 * and the direction marks of CVE-2021-42574) are replaced by something to see. A tab stays.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => picture(character.codePointAt(0) ?? 0));
}

const UNSEEN = /(?!\t)[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Unicode has a picture of each old control; others are named. */
function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** How many columns of a terminal a text takes; a tab counts as one. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** Wide are the scripts and pictures of Unicode Standard Annex 11 that terminals draw in two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

function characterWidth(character: string): number {
  if (/^[\p{Mn}\p{Me}]$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
