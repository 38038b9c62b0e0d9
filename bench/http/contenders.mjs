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
  return [
    { ...peer('bare', 'bare node:http', [peerFile('bare.mjs')]), validates: false },
    peer('fastify', 'Fastify, schema', [peerFile('fastify.mjs')]),
    peer('express', 'Express, zod', [peerFile('express.mjs')]),
    peer('nest-express', 'NestJS on Express', [nest, 'express']),
    peer('nest-fastify', 'NestJS on Fastify', [nest, 'fastify']),
  ];
}

function peerFile(name) {
  return join(benchDir, 'peers', name);
}

function peer(id, label, args) {
  return { id, label, cwd: benchDir, args, env: peerEnv, validates: true };
}

function peerEnv(port) {
  return { PORT: String(port) };
}

/**
 * @param {{ dir: string, args: readonly string[] }} project a generated and built project
 * @returns {Contender}
 */
export function generatedContender({ dir, args }) {
  const label = 'microgen (generated)';
  return { id: generatedId, label, cwd: dir, args, env: generatedEnv, validates: true };
}

function generatedEnv(port) {
  return {
    APP_HTTP_ADDR: `127.0.0.1:${port}`,
    APP_LOG_LEVEL: 'info',
    APP_LOG_FORMAT: 'json',
  };
}
