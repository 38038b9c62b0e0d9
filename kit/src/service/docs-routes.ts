import { HttpError } from '../http/http-error.ts';
import type { NodeHandler } from '../http/node-handler.ts';
import { withoutPrefix } from '../http/request-target.ts';
import type { HandleOptions } from '../http/server.ts';

/** Pages for the people who build on a service. */
export interface DocsPages {
  /** `/swagger`: the pages are in a folder of that name, and so are the files that they load. */
  readonly prefix: string;
  /** Sees the URL without the prefix. */
  readonly pages: NodeHandler;
  /** Whether they are shown; it is decided when the address is known. */
  readonly shown: () => boolean;
}

/** The routes of such pages: the folder, what is in it, and the way there from its bare name. */
export function docsRoutes({ prefix, pages, shown }: DocsPages): readonly HandleOptions[] {
  if (!/^\/[\w.~-]+$/.test(prefix)) {
    throw new TypeError(`the prefix ${prefix} must be one name behind a slash`);
  }
  const guarded = (serve: NodeHandler): NodeHandler => {
    return (request, response) => {
      if (!shown()) throw new HttpError('route_not_found', 'there is no such route');
      return serve(request, response);
    };
  };
  const name = prefix.slice(1);
  const toFolder: NodeHandler = (_, response) => {
    // Relative, so that it is right behind a proxy with a prefix of its own too.
    response.writeHead(302, { location: `${name}/`, 'content-length': 0 }).end();
  };
  const route = (path: string, serve: NodeHandler): HandleOptions => {
    return { method: 'GET', path, handler: name, serve: guarded(serve), logged: false };
  };
  const inFolder = withoutPrefix(prefix, pages);
  return [
    route(prefix, toFolder),
    route(`${prefix}/`, inFolder),
    route(`${prefix}/{file}`, inFolder),
  ];
}
