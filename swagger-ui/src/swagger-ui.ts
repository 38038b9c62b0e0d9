import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONTENT_SECURITY_POLICY, initializerScript, pageHtml } from './page.ts';

/** What Swagger UI is shown for. */
export interface SwaggerUiOptions {
  /** The OpenAPI document, as a URL that is relative to the page, or absolute on the same origin. */
  readonly document: string;
}

/** A handler in Node's own terms. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface File {
  readonly type: string;
  readonly read: () => Promise<Buffer>;
}

interface Loaded {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Read once, when somebody first asks for it. */
function asset(name: string, type: string): File {
  const url = new URL(`./assets/${name}`, import.meta.url);
  return { type, read: () => readFile(url) };
}

function text(content: string, type: string): File {
  return { type, read: async () => Buffer.from(content) };
}

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/**
 * Answers with Swagger UI and the files that it loads, all of them from this package: the page at `/`, the others
 * beside it. It sees URLs without the prefix that it is served under, and that prefix must be a folder's, with
 * a slash at its end.
 */
export function swaggerUi({ document }: SwaggerUiOptions): PageHandler {
  const files = new Map<string, File>([
    ['/', text(pageHtml, HTML)],
    ['/initializer.js', text(initializerScript(document), SCRIPT)],
    ['/swagger-ui.css', asset('swagger-ui.css', 'text/css; charset=utf-8')],
    ['/swagger-ui-bundle.js', asset('swagger-ui-bundle.js', SCRIPT)],
  ]);
  const loaded = new Map<string, Promise<Loaded>>();
  return async (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = files.get(path);
    if (file === undefined) {
      const message = 'there is no such file\n';
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
      return;
    }
    const known = loaded.get(path) ?? load(file);
    loaded.set(path, known);
    send(await known, request, response);
  };
}

async function load({ type, read }: File): Promise<Loaded> {
  const bytes = await read();
  const hash = createHash('sha256').update(bytes).digest('base64url');
  return { type, bytes, etag: `"${hash.slice(0, 22)}"` };
}

function send(
  { type, bytes, etag }: Loaded,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const common = {
    etag,
    // The page and its script are asked for anew each time, the large files once an hour.
    'cache-control': bytes.length > 100_000 ? 'public, max-age=3600' : 'no-cache',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  const given = headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (given?.includes(etag) === true) {
    response.writeHead(304, common).end();
    return;
  }
  const length = { 'content-type': type, 'content-length': bytes.length };
  response.writeHead(200, { ...common, ...length }).end(bytes);
}
