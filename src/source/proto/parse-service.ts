import type { Cursor } from './cursor.ts';
import { parseBlock, parseRestOfBlock } from './parse-block.ts';
import { parseOptionStatement } from './parse-option.ts';
import { parseFullName, parseName } from './parse-words.ts';
import type { MethodNode, NameNode, OptionNode, ServiceNode } from './syntax.ts';

/** `service Name { ... }` */
export function parseService(cursor: Cursor): ServiceNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('service');
  const name = parseName(cursor, 'the name of the service');
  const headEnd = cursor.mark() + 1;
  const members = parseBlock(cursor, () => {
    if (cursor.at('option')) return parseOptionStatement(cursor);
    return cursor.at('rpc') ? parseMethod(cursor) : cursor.fail('`rpc` or `option`');
  });
  const comments = cursor.commentsOf(begin, headEnd);
  return { kind: 'service', name, members, comments, start, end: cursor.last().end };
}

function parseMethod(cursor: Cursor): MethodNode {
  const begin = cursor.mark();
  const { start } = cursor.expect('rpc');
  const name = parseName(cursor, 'the name of the method');
  const input = parseMethodType(cursor);
  cursor.expect('returns');
  const output = parseMethodType(cursor);
  const headEnd = cursor.mark() + 1;
  const members = parseMethodOptions(cursor);
  return {
    kind: 'method',
    name,
    input: input.type,
    output: output.type,
    clientStreaming: input.isStream,
    serverStreaming: output.isStream,
    members,
    comments: cursor.commentsOf(begin, headEnd),
    start,
    end: cursor.last().end,
  };
}

/** `(Message)` or `(stream Message)` */
function parseMethodType(cursor: Cursor): { readonly type: NameNode; readonly isStream: boolean } {
  cursor.expect('(');
  const isStream = cursor.at('stream') && cursor.peek(1).text !== ')' && cursor.take('stream');
  const type = parseFullName(cursor, 'the name of a message');
  cursor.expect(')');
  return { type, isStream };
}

function parseMethodOptions(cursor: Cursor): readonly OptionNode[] {
  if (cursor.take(';')) return [];
  if (!cursor.take('{')) cursor.fail('`;` or `{`');
  return parseRestOfBlock(cursor, () => parseOptionStatement(cursor));
}
