// Created once by microgen; this file is yours and is never overwritten.
import process from 'node:process';
import { KitError } from '@microgen/kit';
import type { Middleware } from '@microgen/kit/endpoint';
import type { ChainDeps, EndpointInfo } from './generated_chain.ts';

/** Operations that anyone may call. */
const reads: ReadonlySet<string> = new Set([
  'BookshelfService.listBooks',
  'BookshelfService.getBook',
]);

/**
 * Changes need the librarian's key, in the header `x-librarian-key`, where the environment sets one
 * (`LIBRARIAN_KEY`); without it the shelf is open, for development.
 */
export function customMiddleware(
  { operation }: EndpointInfo,
  { logger }: ChainDeps,
): readonly Middleware[] {
  const key = process.env['LIBRARIAN_KEY'];
  if (reads.has(operation)) return [];
  if (key === undefined || key === '') {
    logger.warn({ operation }, 'LIBRARIAN_KEY is not set: anyone may call this');
    return [];
  }
  return [librariansOnly(key)];
}

function librariansOnly(key: string): Middleware {
  return (next) => (request, ctx) => {
    if (ctx.metadata.get('x-librarian-key') !== key) {
      return Promise.reject(new KitError('unauthenticated', "the librarian's key is needed"));
    }
    ctx.principal = { id: 'librarian' };
    return next(request, ctx);
  };
}
