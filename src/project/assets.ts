import { readFileSync } from 'node:fs';
import type { KnownMeanings } from './fingerprint.ts';

/** What the build makes for generated projects to carry. */
export interface ProjectAssets {
  /** The packed runtime, and the file name it gets in `vendor/`. */
  readonly kit: { readonly version: string; readonly fileName: string; readonly bytes: Uint8Array };
  /** The source of the HTTP client, which SDKs carry as their own. */
  readonly clientSource: string;
  /** What those of them mean that need no parsing any more. */
  readonly meanings: KnownMeanings;
  /** The compiled templates by name. */
  readonly templates: Readonly<Record<string, unknown>>;
}

/** Reads them from the installed package. */
export async function loadAssets(): Promise<ProjectAssets> {
  const { clientMeaning, clientSource, kitFileName, kitUrl, kitVersion } =
    await import('#assets/kit.js');
  const { templates } = await import('#assets/templates.js');
  const kit = { version: kitVersion, fileName: kitFileName, bytes: readFileSync(kitUrl) };
  const meanings = new Map([[clientSource, clientMeaning]]);
  return { kit, clientSource, meanings, templates };
}
