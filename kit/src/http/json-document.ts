import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { etagOf, hasTag } from './etag.ts';
import type { NodeHandler } from './node-handler.ts';

/**
 * Answers with a JSON file as it is: read once, now, so that a file that is missing or broken ends the start and no
 * request. A client that has it already gets 304.
 *
 * @param file a `file:` URL, such as `new URL('../docs/openapi.json', import.meta.url)`
 */
export function jsonDocument(file: URL): NodeHandler {
  const bytes = readDocument(fileURLToPath(file));
  const etag = etagOf(bytes);
  const headers = {
    etag,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
  const type = 'application/json; charset=utf-8';
  const full = { ...headers, 'content-type': type, 'content-length': bytes.length };
  return (request, response) => {
    if (hasTag(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    // Node leaves the body of an answer to HEAD out.
    response.writeHead(200, full).end(bytes);
  };
}

function readDocument(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const hint =
      'the build copies it when the include of tsconfig.json names it, as in "docs/*.json"';
    throw new Error(`the document ${path} cannot be read; ${hint}`, { cause });
  }
  try {
    JSON.parse(bytes.toString('utf8'));
    return bytes;
  } catch (cause) {
    throw new Error(`the document ${path} is no JSON`, { cause });
  }
}
