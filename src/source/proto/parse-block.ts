import { type Cursor, Unreadable } from './cursor.ts';

/**
 * The statements between braces. One that cannot be read is left out, and reading goes on after it: a file
 * tells more than its first fault.
 */
export function parseBlock<T>(cursor: Cursor, parseMember: () => T | undefined): readonly T[] {
  cursor.expect('{');
  return parseRestOfBlock(cursor, parseMember);
}

/** The same where the brace that opens was taken. */
export function parseRestOfBlock<T>(
  cursor: Cursor,
  parseMember: () => T | undefined,
): readonly T[] {
  const members = parseStatements(cursor, parseMember, () => cursor.at('}'));
  if (!cursor.take('}')) cursor.fail('`}`');
  return members;
}

/** Statements up to an end, or the end of the file. */
export function parseStatements<T>(
  cursor: Cursor,
  parseMember: () => T | undefined,
  isEnd: () => boolean,
): readonly T[] {
  const members: T[] = [];
  while (!isEnd() && cursor.peek().kind !== 'end') {
    if (cursor.take(';')) continue;
    const begin = cursor.mark();
    try {
      const member = parseMember();
      if (member !== undefined) members.push(member);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      skipStatement(cursor, begin);
    }
  }
  return members;
}

/** From where the statement began past its `;` or block, or before the brace that closes the block around. */
function skipStatement(cursor: Cursor, begin: number): void {
  cursor.rewind(begin);
  let depth = 0;
  do {
    if (depth === 0 && cursor.mark() > begin && cursor.at('}')) return;
    const { text } = cursor.next();
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (depth <= 0 && (text === ';' || text === '}')) return;
  } while (cursor.peek().kind !== 'end');
}
