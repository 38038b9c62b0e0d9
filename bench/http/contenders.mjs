import { join } from 'node:path';
import { benchDir } from '../lib/paths.mjs';
import { compileNest } from './compile-nest.mjs';

/**
 * @typedef {object} Contender a server that answers `POST /sayhello`
 * @property {string} id
 * @property {string} label
 * @property {string} cwd where it is started
 * @property {readonly string[]} args what Node is given
 * @property {(port: number) => Record<string, string>} env tells it the port
 * @property {boolean} validates whether it refuses what the contract forbids
 */

/** The id of the service that microgen generated. */
export const generatedId = 'microgen';

/** @returns {Promise<Contender[]>} the hand-written ones */
export async function peers() {
  const nest = await compileNest();
  const file = (name) => join(benchDir, 'peers', name);
  return [
    { ...peer('bare', 'bare node:http', [file('bare.mjs')]), validates: false },
    peer('fastify', 'Fastify, schema', [file('fastify.mjs')]),
    peer('express', 'Express, zod', [file('express.mjs')]),
    peer('nest-express', 'NestJS on Express', [nest, 'express']),
    peer('nest-fastify', 'NestJS on Fastify', [nest, 'fastify']),
  ];
}

function peer(id, label, args) {
  const env = (port) => ({ PORT: String(port) });
  return { id, label, cwd: benchDir, args, env, validates: true };
}

/**
 * @param {{ dir: string, args: readonly string[] }} project a generated and built project
 * @returns {Contender}
 */
export function generatedContender({ dir, args }) {
  const env = (port) => ({
    APP_HTTP_ADDR: `127.0.0.1:${port}`,
    APP_LOG_LEVEL: 'info',
    APP_LOG_FORMAT: 'json',
  });
  return { id: generatedId, label: 'microgen (generated)', cwd: dir, args, env, validates: true };
}
