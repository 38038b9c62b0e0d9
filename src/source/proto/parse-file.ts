import { type Cursor, Unreadable } from './cursor.ts';
import { parseStatements } from './parse-block.ts';
import { atTypeDeclaration, parseExtend, parseTypeDeclaration } from './parse-message.ts';
import { parseOptionStatement } from './parse-option.ts';
import { parseService } from './parse-service.ts';
import { parseFullName, parseText } from './parse-words.ts';
import type { FileMember, FileNode, ImportNode, PackageNode, SyntaxNode } from './syntax.ts';

/**
 * The tokens of a file as a syntax tree. What cannot be read was reported and is left out.
 * Source: https://protobuf.dev/reference/protobuf/edition-2024-spec/
 */
export function parseFile(cursor: Cursor): FileNode {
  const syntax = parseSyntax(cursor);
  const members = parseStatements(
    cursor,
    () => parseMember(cursor),
    () => false,
  );
  const { end } = cursor.peek();
  return {
    ...(syntax === undefined ? {} : { syntax }),
    members,
    comments: syntax?.comments ?? { detached: [] },
    start: 0,
    end,
  };
}

/** The first statement, where it is one of these. */
function parseSyntax(cursor: Cursor): SyntaxNode | undefined {
  const begin = cursor.mark();
  const { text: kind, start } = cursor.peek();
  if (kind !== 'syntax' && kind !== 'edition') return undefined;
  try {
    cursor.next();
    cursor.expect('=');
    const value = parseText(cursor, `the ${kind} in quotes`);
    const { end } = cursor.expect(';');
    const comments = cursor.commentsOf(begin, cursor.mark());
    return { kind, value, comments, start, end };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function parseMember(cursor: Cursor): FileMember {
  if (atTypeDeclaration(cursor)) return parseTypeDeclaration(cursor, 0);
  switch (cursor.peek().text) {
    case 'import':
      return parseImport(cursor);
    case 'package':
      return parsePackage(cursor);
    case 'option':
      return parseOptionStatement(cursor);
    case 'extend':
      return parseExtend(cursor, 0);
    case 'service':
      return parseService(cursor);
    case 'syntax':
    case 'edition':
      return cursor.fail(
        'a declaration',
        'The syntax or edition is said once, before everything else.',
      );
    default:
      return cursor.fail('`message`, `enum`, `service`, `extend`, `import`, `package` or `option`');
  }
}

function parseImport(cursor: Cursor): ImportNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('import');
  const modifier = (['public', 'weak', 'option'] as const).find((word) => cursor.take(word));
  const file = parseText(cursor, 'the path of a file in quotes');
  const { end } = cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return {
    kind: 'import',
    ...(modifier === undefined ? {} : { modifier }),
    file,
    comments,
    start,
    end,
  };
}

function parsePackage(cursor: Cursor): PackageNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('package');
  const name = parseFullName(cursor, 'the name of the package', false);
  const { end } = cursor.expect(';');
  const comments = cursor.commentsOf(begin, cursor.mark());
  return { kind: 'package', name, comments, start, end };
}
