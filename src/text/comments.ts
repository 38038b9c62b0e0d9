/** The lines of a text that is safe inside a block comment. */
function commentLines(text: string): readonly string[] {
  return text
    .replaceAll('*/', '*\\/')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

/**
 * A doc comment with its final newline, every line but the first behind the indent; empty for an
 * empty text, so that a template can put it right before what it documents.
 */
export function docComment(text: string, indent: string = ''): string {
  const lines = commentLines(text.trim());
  const [first] = lines;
  if (first === undefined || (lines.length === 1 && first === '')) return '';
  if (lines.length === 1 && indent.length + first.length + 7 <= 100) {
    return `/** ${first} */\n${indent}`;
  }
  const body = lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('');
  return `/**\n${body}${indent} */\n${indent}`;
}
