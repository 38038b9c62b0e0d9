export type { Diagnostic, Related } from './diagnostics/diagnostic.ts';
export type { Span } from './diagnostics/span.ts';
export { generate } from './generate.ts';
export type { GenerateRequest, RunMode } from './project/request.ts';
export type { GivenOptions } from './project/resolve-options.ts';
export type { ChangeReport, GenerateResult, Outcome } from './project/result.ts';
export { microgenVersion } from './project/version.ts';
