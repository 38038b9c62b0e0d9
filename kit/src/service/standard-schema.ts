import type { Endpoint, Middleware } from '../endpoint/endpoint.ts';
import { invalidRequest } from '../endpoint/validation.ts';
import type { Fault } from '../errors/fault.ts';
import { KitError } from '../errors/kit-error.ts';
import { addFault, escapeKey } from '../checks/fault-of.ts';

/**
 * Any schema of the Standard Schema specification, version 1 (standardschema.dev): zod, valibot,
 * arktype ... Declared here, so that no dependency is needed for it.
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says about a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that a schema finds wrong. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of the values that a schema lets through. */
export type SchemaOutput<Schema extends StandardSchemaV1> = NonNullable<
  Schema['~standard']['types']
>['output'];

/** The type of the values that a schema takes. */
export type SchemaInput<Schema extends StandardSchemaV1> = NonNullable<
  Schema['~standard']['types']
>['input'];

/** Validates requests by a schema; the endpoint gets the schema's output. */
export function schemaValidation(schema: StandardSchemaV1): Middleware {
  return <Req, Res>(next: Endpoint<Req, Res>): Endpoint<Req, Res> =>
    async (request, ctx) => {
      const result = await schema['~standard'].validate(request);
      const faults = [...(ctx.faults ?? []), ...faultsOf(result.issues ?? [])];
      if (faults.length > 0) throw invalidRequest(faults);
      // The schema decides the type from here on; the route's types were inferred from it.
      return next(('value' in result ? result.value : request) as Req, ctx);
    };
}

/** The response as its schema lets it through; one that it refuses is our own fault. */
export async function checkedResponse(schema: StandardSchemaV1, value: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  const cause = faultsOf(result.issues);
  const found = cause.map(({ path, message }) => `${path || '/'}: ${message}`).join('; ');
  throw new KitError('internal', `the response is not valid: ${found}`);
}

function faultsOf(issues: readonly SchemaIssue[]): Fault[] {
  const faults: Fault[] = [];
  for (const { path = [], message } of issues) {
    const at = path.map((step) => `/${escapeKey(keyOf(step))}`).join('');
    addFault(faults, at, { rule: 'schema', message });
  }
  return faults;
}

function keyOf(step: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof step === 'object' ? step.key : step);
}
