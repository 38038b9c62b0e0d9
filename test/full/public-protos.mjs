import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { callGrpc, callHttp, installClient, withService } from './protos/calls.mjs';
import { packageFolder, withoutCache } from './protos/packages.mjs';
import {
  build,
  contractOf,
  generate,
  linkModules,
  methodToCall,
  writeMethod,
} from './protos/project.mjs';

/** The contracts: package, version, the entry in it, and the import roots, `name@version/folder` where in another. */
export const publicProtos = JSON.parse(
  readFileSync(new URL('public-protos.json', import.meta.url), 'utf8'),
);

/**
 * Real contracts of strangers become services that type-check, start, and give one answer over HTTP and over gRPC.
 *
 * @param {string} folder
 * @param {{ protos: number, onRow?: (row: any) => void }} size how many of them
 */
export async function checkPublicProtos(folder, { protos, onRow = () => {} }) {
  if (protos === 0) return { rows: [], results: [] };
  const projects = join(folder, 'protos');
  mkdirSync(projects, { recursive: true });
  linkModules(projects);
  installClient();
  const rows = [];
  for (const contract of publicProtos.slice(0, protos)) {
    const row = await tryContract(contract, join(projects, String(rows.length)));
    rows.push(row);
    onRow(row);
  }
  return { rows, results: [resultOf(rows)] };
}

async function tryContract(contract, project) {
  const row = { ...contract, services: 0, methods: 0, messages: 0 };
  try {
    const idl = join(packageFolder(`${contract.package}@${contract.version}`), contract.entry);
    const refused = generate({ idl, roots: contract.roots.map(rootIn(contract)), project });
    if (refused !== undefined) return { ...row, outcome: 'refused', what: withoutCache(refused) };
    const made = contractOf(project);
    const call = methodToCall(made);
    writeMethod(project, call);
    build(project);
    const what = await withService(project, (addresses) => answerOf(addresses, call, idl));
    return { ...row, ...countsOf(made), outcome: 'answers', what };
  } catch (error) {
    return { ...row, outcome: 'fails', what: String(error.message).replace(/\s+/g, ' ') };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function rootIn({ package: name, version }) {
  return (root) => {
    const [, other, folder] = /^(.+@[\d.]+)\/(.*)$/.exec(root) ?? [];
    return join(packageFolder(other ?? `${name}@${version}`), folder ?? root);
  };
}

function compare(...texts) {
  const [overHttp, overGrpc] = texts.map((text) => JSON.parse(text || '{}'));
  if (!isDeepStrictEqual(overHttp, overGrpc)) throw new Error(`${texts.join(' is not ')}`);
}

/** The name of what was called, when both transports give the same. */
async function answerOf({ http, grpc }, { service, method }, idl) {
  const name = `${service.proto}/${method.rpc}`;
  const overGrpc = callGrpc(grpc, name, idl);
  if (!overGrpc.ok) throw new Error(`gRPC: ${overGrpc.text}`);
  if (method.kind === undefined || method.kind === 'server-stream') {
    const called = await callHttp(http, `${service.name}.${method.name}`);
    const { route, status, text } = called;
    if (status !== 200 && status !== 204) throw new Error(`${route}: ${status} ${text}`);
    if (method.kind === undefined) compare(text, overGrpc.text);
  }
  return `\`${name}\``;
}

function countsOf({ services, declarations }) {
  return {
    services: services.length,
    methods: services.flatMap(({ methods }) => methods).length,
    messages: declarations.filter(({ type }) => type.object !== undefined).length,
  };
}

function resultOf(rows) {
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
  const failed = rows.filter(({ outcome }) => outcome === 'fails');
  return {
    what: `${rows.length} public .proto contracts answer over HTTP and gRPC, or get a diagnostic`,
    ok: failed.length === 0 && count('answers') >= Math.min(25, rows.length / 2),
    measured: `${count('answers')} answer, ${count('refused')} refused${failed
      .map(({ entry, what }) => `; ${entry}: ${what.slice(0, 300)}`)
      .join('')}`,
  };
}

/** The table of docs/public-protos.md. */
export function publicProtosTable(rows) {
  const head = ['package', 'entry', 'services', 'methods', 'messages', 'outcome'];
  const lines = rows.map((row) => [
    `\`${row.package}@${row.version}\``,
    `\`${row.entry}\``,
    row.services,
    row.methods,
    row.messages,
    `${row.outcome}: ${row.what.replaceAll('|', '\\|')}`,
  ]);
  return [head, head.map(() => '---'), ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}
