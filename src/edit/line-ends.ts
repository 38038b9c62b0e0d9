/** The line end that a text uses most; LF for a text of one line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const all = text.match(/\n/g)?.length ?? 0;
  return crlf > all - crlf ? '\r\n' : '\n';
}

/** A text that was written with LF, with the line ends of another. */
export function withLineEnd(text: string, end: '\n' | '\r\n'): string {
  return end === '\n' ? text : text.replaceAll('\n', end);
}
