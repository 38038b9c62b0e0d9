import type { Declarations } from '../ir/resolve.ts';
import type { WireFile } from './codec/wire-file.ts';
import type { Imports } from './imports.ts';
import { importPath, sdkRuntimePath, servicePaths } from './project-paths.ts';
import type { GivenText } from './signatures.ts';
import type { NameOf } from './type-text.ts';

/** The files of an SDK, which stand beside each other: whosever it is, and whichever of them imports. */
const SDK = servicePaths('');
/** The types of the contract. */
export const TYPES = importPath(SDK.sdkClient, SDK.sdkTypes);
/** The descriptions of messages. */
export const CODEC = importPath(SDK.sdkClient, SDK.sdkCodec);
/** The codecs of messages as bytes. */
export const MESSAGES = importPath(SDK.sdkClient, SDK.sdkMessages);

/** How they import a file of the runtime that they carry, by its name without the end. */
export function runtime(name: string): string {
  return importPath(SDK.sdkClient, sdkRuntimePath('', `${name}.ts`));
}

/** What the texts of a client's methods are made with. */
export interface ClientScope {
  readonly imports: Imports;
  readonly wires: WireFile;
  readonly nameOf: NameOf;
  readonly given: GivenText;
  readonly declarations: Declarations;
}
