// The floor: node:http with nothing between the socket and the answer but JSON and one log line.
import { createServer } from 'node:http';
import { logger } from './logger.mjs';
import { port } from './port.mjs';

const server = createServer((req, res) => {
  const started = performance.now();
  if (req.method !== 'POST' || req.url !== '/sayhello') {
    res.writeHead(404).end();
    return;
  }
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const { name } = JSON.parse(Buffer.concat(chunks).toString());
    const body = JSON.stringify({ message: `Hello, ${name}!` });
    res.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    res.end(body);
    const duration_ms = performance.now() - started;
    logger.info({ method: req.method, url: req.url, status: 200, duration_ms }, 'request');
  });
});

server.listen(port, '127.0.0.1');
