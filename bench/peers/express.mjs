// Express with zod and pino; the log line is a small middleware, cheaper than pino-http.
import express from 'express';
import { z } from 'zod';
import { logger } from './logger.mjs';
import { port } from './port.mjs';

const HelloRequest = z.strictObject({ name: z.string() });

const app = express();

app.use((req, res, next) => {
  const started = performance.now();
  res.once('finish', () => {
    const { method, originalUrl: url } = req;
    const duration_ms = performance.now() - started;
    logger.info({ method, url, status: res.statusCode, duration_ms }, 'request');
  });
  next();
});

app.use(express.json());

app.post('/sayhello', (req, res) => {
  const request = HelloRequest.safeParse(req.body);
  if (!request.success) {
    res.status(400).json({ errors: request.error.issues });
    return;
  }
  res.json({ message: `Hello, ${request.data.name}!` });
});

app.listen(port, '127.0.0.1');
