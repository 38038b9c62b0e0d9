import type { Json } from '../../src/ir/types.ts';
import { contractOf } from '../unit/source/read.ts';
import { artifactsOf } from './planned.ts';

type Document = { readonly [key: string]: Json };

/** The OpenAPI document of a contract's text. */
export function openApiOf(text: string, prefix: string = ''): Document {
  return documentOf(text, 'docs/openapi.json', prefix);
}

/** The JSON Schema document of a contract's text. */
export function schemasOf(text: string): Document {
  return documentOf(text, 'docs/schema.json');
}

function documentOf(text: string, path: string, prefix = ''): Document {
  const artifacts = artifactsOf(contractOf(text), { openapi: true, prefix });
  const body = artifacts.find((artifact) => artifact.path === path)?.body;
  if (body?.kind !== 'json') throw new Error(`there is no ${path}`);
  // As a reader gets it.
  return JSON.parse(JSON.stringify(body.value)) as Document;
}
