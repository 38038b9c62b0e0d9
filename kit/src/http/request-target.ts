import type { NodeHandler } from './node-handler.ts';

/** The path and query of a URL in absolute form, which proxies send (RFC 9112, section 3.2.2). */
export function originForm(url: string): string {
  if (url.startsWith('/') || url === '*') return url;
  const match = /^https?:\/\/[^/?#]*(.*)$/i.exec(url);
  const rest = match?.[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** A handler that sees the URL without a prefix, and finds the full one in `originalUrl`. */
export function withoutPrefix(prefix: string, handler: NodeHandler): NodeHandler {
  if (prefix === '') return handler;
  return (request, response) => {
    const full = originForm(request.url ?? '/');
    const rest = full.slice(prefix.length);
    Object.assign(request, { originalUrl: full });
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    return handler(request, response);
  };
}
