import { readFileSync } from 'node:fs';
import type { KnownMeanings } from './fingerprint.ts';

/** What the build makes for generated projects to carry. */
export interface ProjectAssets {
  /** The packed runtime, and the file name it gets in `vendor/`. */
  readonly kit: { readonly version: string; readonly fileName: string; readonly bytes: Uint8Array };
  /** The sources of kit's `sdk` folder, which SDKs carry as their own, by file name. */
  readonly sdkSources: Readonly<Record<'runtime' | 'streams' | 'values', string>>;
  /** What those of them mean that need no parsing any more. */
  readonly meanings: KnownMeanings;
  /** The compiled templates by name. */
  readonly templates: Readonly<Record<string, unknown>>;
}

/** Reads them from the installed package. */
export async function loadAssets(): Promise<ProjectAssets> {
  const { kitFileName, kitUrl, kitVersion, sdkMeanings, sdkSources } =
    await import('#assets/kit.js');
  const { templates } = await import('#assets/templates.js');
  const kit = { version: kitVersion, fileName: kitFileName, bytes: readFileSync(kitUrl) };
  const meanings = new Map([
    [sdkSources.runtime, sdkMeanings.runtime],
    [sdkSources.streams, sdkMeanings.streams],
    [sdkSources.values, sdkMeanings.values],
  ]);
  return { kit, sdkSources, meanings, templates };
}
