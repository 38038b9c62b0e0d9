import type { Json } from '../../src/ir/types.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadAssets } from '../../src/project/assets.ts';
import { contractOf } from '../unit/source/read.ts';

type Document = { readonly [key: string]: Json };

const { templates: _, ...assets } = await loadAssets();

/** The OpenAPI document of a contract's text. */
export function openApiOf(text: string, prefix: string = ''): Document {
  return documentOf(text, 'docs/openapi.json', prefix);
}

/** The JSON Schema document of a contract's text. */
export function schemasOf(text: string): Document {
  return documentOf(text, 'docs/schema.json');
}

function documentOf(text: string, path: string, prefix = ''): Document {
  const options = {
    name: 'x',
    idl: 'idl.ts',
    service: '',
    prefix,
    docs: false,
    tests: false,
    skill: false,
    openapi: true,
    kit: '0.1.0',
  };
  const contract = contractOf(text);
  const { artifacts } = plan({
    contract,
    options,
    assets,
    sourceName: 'idl.ts',
    ownsIdl: true,
    pathOf: (source) => source,
  });
  const body = artifacts.find((artifact) => artifact.path === path)?.body;
  if (body?.kind !== 'json') throw new Error(`there is no ${path}`);
  // As a reader gets it.
  return JSON.parse(JSON.stringify(body.value)) as Document;
}
