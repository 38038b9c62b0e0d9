import { request } from 'node:http';

/** `POST /sayhello`, see {@link post}. */
export function postHello(port, body) {
  return post({ port, path: '/sayhello', body });
}

/**
 * One request on a connection of its own.
 *
 * @param {{ port: number, path: string, body: string }} target with JSON text as the body
 * @returns {Promise<{ status: number, body: string }>} of the POST
 */
export function post({ port, path, body }) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const options = { port, host: '127.0.0.1', path, method: 'POST', headers };
    const req = request({ ...options, agent: false }, (res) => {
      const chunks = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('end', () => {
        resolve({ status: res.statusCode, body: Buffer.concat(chunks).toString() });
      });
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}
