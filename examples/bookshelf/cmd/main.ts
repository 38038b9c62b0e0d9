// Created once by microgen; this file is yours and is never overwritten.
import { run } from './generated_runtime.ts';

await run({
  version: '1.0.0',
  use: [
    (request, response, next) => {
      response.setHeader('x-content-type-options', 'nosniff');
      next();
    },
  ],
  onStart: (app) => app.logger.info({ routes: app.listRoutes().length }, 'the shelf is open'),
});
