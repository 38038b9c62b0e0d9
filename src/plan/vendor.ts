import type { Artifact } from './artifact.ts';
import type { PlanContext } from './context.ts';
import { vendorPath } from './project-paths.ts';

type Vendoring = Pick<PlanContext, 'options' | 'assets'>;

/** How package.json refers to the runtime. */
export function kitSpec({ options, assets }: Vendoring): string {
  return options.kit === 'vendor' ? fileSpec(assets.kit) : options.kit;
}

/**
 * How package.json refers to Swagger UI, which is published with the runtime under the same versions; `undefined`
 * where the project has none. A spec of the runtime that names one package's own place (a file, a
 * repository, an alias) says nothing of another one.
 */
export function swaggerUiSpec({ options, assets }: Vendoring): string | undefined {
  if (!options.openapi) return undefined;
  return isVersionSpec(options.kit) ? options.kit : fileSpec(assets.swaggerUi);
}

/** Whether the project carries packages of its own. */
export function hasVendor({ options }: Pick<PlanContext, 'options'>): boolean {
  return options.kit === 'vendor' || (options.openapi && !isVersionSpec(options.kit));
}

/** The packages that the project carries. */
export function vendoredPackages({ options, assets }: Vendoring): Artifact[] {
  const isPublished = isVersionSpec(options.kit);
  return [
    ...(options.kit === 'vendor' ? [packed(assets.kit, 'the runtime, packed')] : []),
    ...(options.openapi && !isPublished ? [packed(assets.swaggerUi, 'Swagger UI, packed')] : []),
  ];
}

interface Package {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

function packed({ fileName, bytes }: Package, reason: string): Artifact {
  const path = vendorPath(fileName);
  return { path, owner: 'generator', reason, body: { kind: 'bytes', bytes } };
}

function fileSpec({ fileName }: Package): string {
  return `file:${vendorPath(fileName)}`;
}

/** A version, a range or a tag: `1.2.3`, `^1`, `>=1 <2 || 3.x`, `latest`. */
function isVersionSpec(spec: string): boolean {
  return spec !== 'vendor' && /^[\w.^~<>=|*+ -]+$/.test(spec) && !/\.(?:tgz|tar|gz)$/.test(spec);
}
