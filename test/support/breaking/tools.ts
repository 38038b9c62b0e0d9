import { isDeepStrictEqual } from 'node:util';
import type { PublishedMethod } from '../../../src/ir/published.ts';
import type { Method } from '../../../src/ir/types.ts';
import { isObject } from '../../../src/text/json.ts';
import { strictAjv, strictFor } from '../strict-ajv.ts';
import type { Call } from './row.ts';
import { wireForm } from './wire-form.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The input schemas of a running service's tools, by their names. */
export type Tools = ReadonlyMap<string, Schema>;

/** Asks a service for its tools, as MCP clients know them. */
export async function toolsAt(url: string): Promise<Tools> {
  const response = await fetch(`${url}/skill?format=mcp`);
  const { tools } = (await response.json()) as {
    readonly tools: readonly { readonly name: string; readonly inputSchema: Schema }[];
  };
  return new Map(tools.map(({ name, inputSchema }) => [name, inputSchema]));
}

/** What somebody who knows a tool as it was finds wrong with the tools as they are; throws where the old ones refuse a call. */
export function toolComplaint(
  { tool, method }: PublishedMethod,
  call: Call,
  { before, after }: { readonly before: Tools; readonly after: Tools },
): string | undefined {
  const old = tool === undefined ? undefined : before.get(tool);
  if (tool === undefined || old === undefined) return undefined;
  const fresh = after.get(tool);
  if (fresh === undefined) return `${tool} is gone`;
  const sent: unknown = JSON.parse(JSON.stringify('json' in call ? call.json : told(call, method)));
  if (!isValid(sent, old)) throw new Error(`the old tool refuses ${JSON.stringify(sent)}`);
  if (!isValid(sent, fresh)) return `${tool} refuses ${JSON.stringify(sent)}`;
  return isDeepStrictEqual(meaning(sent, old), meaning(sent, fresh, old))
    ? undefined
    : `${tool} takes absence for something else`;
}

function told({ args = [] }: Call, { input, parameters }: Method): unknown {
  const named = parameters.map(({ name }, index) => [name, args[index]]);
  return wireForm(input === 'message' ? args[0] : Object.fromEntries(named));
}

function isValid(value: unknown, schema: Schema): boolean {
  return strictAjv({ ...strictFor(schema), strictRequired: false }).validate(schema, value);
}

/** The defaults of what a call leaves out; of a new schema those that the old one had. */
function meaning(sent: unknown, schema: Schema, old: Schema = schema): Schema {
  const absent = Object.entries(propertiesOf(old)).filter(
    ([name, { default: was }]) => was !== undefined && !(isObject(sent) && name in sent),
  );
  const fresh = propertiesOf(schema);
  return Object.fromEntries(absent.map(([name]) => [name, fresh[name]?.['default']]));
}

function propertiesOf({ properties = {} }: Schema): Readonly<Record<string, Schema>> {
  return properties as Readonly<Record<string, Schema>>;
}
