// Makes clients from an OpenAPI document by two generators that know nothing of each other:
// node generate.mjs FILE FOLDER. They are FOLDER/paths.ts and FOLDER/hey/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import openapiTypescript, { astToString } from 'openapi-typescript';

const [file = '', folder = ''] = process.argv.slice(2).map((path) => resolve(path));
const document = JSON.parse(readFileSync(file, 'utf8'));
mkdirSync(folder, { recursive: true });

// A field with a default is one that a request may leave out.
const paths = await openapiTypescript(document, { defaultNonNullable: false });
writeFileSync(join(folder, 'paths.ts'), astToString(paths));

await createClient({
  input: document,
  output: { path: join(folder, 'hey'), importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'error', file: false },
  dryRun: false,
});
