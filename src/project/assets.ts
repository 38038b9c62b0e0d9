import { readFileSync } from 'node:fs';
import type { CarriedSources } from '../plan/carried.ts';
import type { KnownMeanings } from './fingerprint.ts';

/** What the build makes for generated projects to carry. */
export interface ProjectAssets {
  /** The packed runtime, and the file name it gets in `vendor/`. */
  readonly kit: { readonly version: string; readonly fileName: string; readonly bytes: Uint8Array };
  /** Swagger UI, packed in the same way. */
  readonly swaggerUi: { readonly fileName: string; readonly bytes: Uint8Array };
  /** The sources of the runtime that SDKs carry as their own. */
  readonly sdkSources: CarriedSources;
  /** What those of them mean that need no parsing any more. */
  readonly meanings: KnownMeanings;
  /** The compiled templates by name. */
  readonly templates: Readonly<Record<string, unknown>>;
}

/** Reads them from the installed package. */
export async function loadAssets(): Promise<ProjectAssets> {
  const { kitFileName, kitUrl, kitVersion, sdkMeanings, sdkSources } =
    await import('#assets/kit.js');
  const { swaggerUiFileName, swaggerUiUrl } = await import('#assets/swagger-ui.js');
  const { templates } = await import('#assets/templates.js');
  const kit = { version: kitVersion, fileName: kitFileName, bytes: readFileSync(kitUrl) };
  const meanings = new Map(
    Object.entries(sdkSources).map(([place, { text }]) => [text, sdkMeanings[place] ?? '']),
  );
  const swaggerUi = { fileName: swaggerUiFileName, bytes: readFileSync(swaggerUiUrl) };
  return { kit, swaggerUi, sdkSources, meanings, templates };
}
