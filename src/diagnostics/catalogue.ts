import type { Code } from './code.ts';
import { contractCodes } from './codes/contract.ts';
import { diffCodes } from './codes/diff.ts';
import { extendCodes } from './codes/extend.ts';
import { projectCodes } from './codes/project.ts';
import { protoCodes } from './codes/proto.ts';
import { typescriptCodes } from './codes/typescript.ts';

/** Every diagnostic there is. */
export const catalogue = {
  ...contractCodes,
  ...typescriptCodes,
  ...protoCodes,
  ...projectCodes,
  ...diffCodes,
  ...extendCodes,
} as const;

/** A code of the catalogue. It is never used again for anything else. */
export type DiagnosticCode = keyof typeof catalogue;

/** What the message of a code needs to know. */
export type ParamsOf<C extends DiagnosticCode> =
  (typeof catalogue)[C] extends Code<infer P> ? P : never;
