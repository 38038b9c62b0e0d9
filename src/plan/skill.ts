import { type SchemaBuilder, createSchemaBuilder } from '../ir/json-schema.ts';
import type { JsonSchema } from '../ir/json-schema/schema.ts';
import { type Declarations, resolveType } from '../ir/resolve.ts';
import { toolName } from '../ir/tools.ts';
import type { Type } from '../ir/types.ts';
import { words } from '../text/cases.ts';
import { group, hang } from '../text/layout.ts';
import { stringLiteral, valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import type { MethodPlan, PlanContext, ServicePlan } from './context.ts';
import { Imports } from './imports.ts';

/** `templates/skill/skill.hbs` */
export interface SkillView {
  readonly imports: readonly string[];
  readonly Skill: string;
  readonly SkillTool: string;
  readonly skillHandler: string;
  /** What the handler is made of, as an object. */
  readonly properties: string;
  /** The schemas that inputs and outputs share, as objects; empty where they share none. */
  readonly inputs: string;
  readonly outputs: string;
  /** The properties of each tool, in order. */
  readonly tools: readonly { readonly lines: readonly string[] }[];
}

/** The tool descriptors of every method that may be a tool. */
export function planSkill(context: PlanContext): Artifact[] {
  if (!context.options.skill) return [];
  const imports = new Imports(['tools', 'inputs', 'outputs', 'skill']);
  const builders = {
    input: createSchemaBuilder(context.contract, { position: 'request' }),
    output: createSchemaBuilder(context.contract, { position: 'response' }),
  };
  const tools = context.services.flatMap((plan) =>
    plan.methods.flatMap((item) => toolLines(item, { context, plan, builders })),
  );
  const view = {
    SkillTool: imports.kit('SkillTool'),
    skillHandler: imports.kit('skillHandler'),
    inputs: definitionsText(builders.input),
    outputs: definitionsText(builders.output),
    tools,
  };
  const Skill = view.inputs === '' && view.outputs === '' ? '' : imports.kit('Skill');
  const services = valueLiteral(context.services.map((plan) => plan.name));
  const properties = [
    `services: ${services}`,
    'tools',
    ...(view.inputs === '' ? [] : ['inputs']),
    ...(view.outputs === '' ? [] : ['outputs']),
  ];
  return [
    generatorFile({
      path: 'skill/skill.ts',
      reason: 'AI tool descriptors',
      template: 'skill/skill',
      view: {
        ...view,
        Skill,
        properties: group(['{', '}'], properties, { padded: true }),
        imports: imports.lines(),
      },
    }),
  ];
}

function definitionsText(builder: SchemaBuilder): string {
  const definitions = builder.defs();
  return Object.keys(definitions).length === 0 ? '' : valueLiteral(definitions);
}

interface ToolScope {
  readonly context: PlanContext;
  readonly plan: ServicePlan;
  readonly builders: { readonly input: SchemaBuilder; readonly output: SchemaBuilder };
}

function toolLines(item: MethodPlan, { context, plan, builders }: ToolScope) {
  const { method, route } = item;
  const name = toolName(plan.service, method);
  if (name === undefined) return [];
  const { summary, examples } = method.docs;
  const input = {
    ...builders.input.schema(method.request),
    ...(examples.length === 0 ? {} : { examples }),
  };
  const output = outputSchema(method.response, builders.output, context.declarations);
  const lines = [
    `name: ${stringLiteral(name)},`,
    ...(summary === undefined ? [] : [`${textEntry('title', summary)},`]),
    `${textEntry('description', descriptionOf(item, plan))},`,
    `method: '${route.verb}',`,
    `inputSchema: ${valueLiteral(input)},`,
    ...(output === undefined ? [] : [`outputSchema: ${valueLiteral(output)},`]),
  ];
  return [{ lines }];
}

function textEntry(name: string, text: string): string {
  return hang(`${name}:`, stringLiteral(text));
}

/** An answer that is no object with named members is the `value` of one; nothing has no schema. */
function outputSchema(
  response: Type | undefined,
  builder: SchemaBuilder,
  declarations: Declarations,
): JsonSchema | undefined {
  if (response === undefined) return undefined;
  if (resolveType(response, declarations).kind === 'object') return builder.schema(response);
  return {
    type: 'object',
    properties: { value: builder.schema(response) },
    required: ['value'],
  };
}

/** What an agent reads to choose the tool: never empty, and it says when the method should not be used. */
function descriptionOf({ method }: MethodPlan, plan: ServicePlan): string {
  const { text, summary, deprecated } = method.docs;
  const said = text || summary || namedAfter(method.name, plan.name);
  if (deprecated === undefined) return said;
  return `${said}\n\nDeprecated${deprecated === '' ? '.' : `: ${deprecated}`}`;
}

/** `List open orders (order service).` */
function namedAfter(method: string, service: string): string {
  const [first = '', ...rest] = words(method);
  const name = words(service).join(' ');
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ')} (${name}).`;
}
