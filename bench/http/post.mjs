import { request } from 'node:http';

/**
 * One request on a connection of its own.
 *
 * @param {number} port
 * @param {string} body JSON text
 * @returns {Promise<{ status: number, body: string }>} of `POST /sayhello`
 */
export function postHello(port, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const options = { port, host: '127.0.0.1', path: '/sayhello', method: 'POST', headers };
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
