import { existsSync, readFileSync } from 'node:fs';

/** The version of this microgen, from its own package.json. */
export function microgenVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(readFileSync(ownManifest(), 'utf8'));
  return version;
}

/** The nearest package.json above: built or not, this file is in the package. */
function ownManifest(): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder);
  return new URL('package.json', folder);
}
