import { readFileSync } from 'node:fs';

/** What the build makes for generated projects to carry. */
export interface ProjectAssets {
  /** The packed runtime, and the file name it gets in `vendor/`. */
  readonly kit: { readonly version: string; readonly fileName: string; readonly bytes: Uint8Array };
  /** The source of the HTTP client, which SDKs carry as their own. */
  readonly clientSource: string;
  /** The compiled templates by name. */
  readonly templates: Readonly<Record<string, unknown>>;
}

/** Reads them from the installed package. */
export async function loadAssets(): Promise<ProjectAssets> {
  const { clientSource, kitFileName, kitUrl, kitVersion } = await import('#assets/kit.js');
  const { templates } = await import('#assets/templates.js');
  const kit = { version: kitVersion, fileName: kitFileName, bytes: readFileSync(kitUrl) };
  return { kit, clientSource, templates };
}
