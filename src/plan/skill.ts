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
import { importPath, projectPaths } from './project-paths.ts';

/** `templates/skill/skill.hbs` */
export interface SkillView {
  readonly imports: readonly string[];
  readonly skillHandler: string;
  /** The skills of all services, as a list. */
  readonly skills: string;
}

/** `templates/skill/tools.hbs` */
export interface ToolsView {
  readonly imports: readonly string[];
  readonly Skill: string;
  /** The service, and what its skill is called. */
  readonly name: string;
  readonly skill: string;
  /** What that is made of, as an object. */
  readonly properties: string;
  /** The schemas that inputs and outputs share, as objects; empty where they share none. */
  readonly inputs: string;
  readonly outputs: string;
  /** The properties of each tool, in order. */
  readonly tools: readonly { readonly lines: readonly string[] }[];
}

/** What answers with the tool descriptors of all services. */
export function planSkill({ options, services }: PlanContext): Artifact[] {
  if (!options.skill) return [];
  const imports = new Imports(['skill']);
  const skills = services.map((plan) =>
    imports.value(importPath(projectPaths.skill, plan.paths.tools), skillName(plan)),
  );
  const view: SkillView = {
    skillHandler: imports.kit('skillHandler'),
    skills: group(['[', ']'], skills),
    imports: imports.lines(),
  };
  return [
    generatorFile({
      path: projectPaths.skill,
      reason: 'AI tool descriptors and their handler',
      template: 'skill/skill',
      view,
    }),
  ];
}

/** The tool descriptors of every method of a service that may be a tool. */
export function planTools(context: PlanContext, plan: ServicePlan): Artifact[] {
  if (!context.options.skill) return [];
  const skill = skillName(plan);
  const imports = new Imports(['tools', 'inputs', 'outputs', skill]);
  const builders = {
    input: createSchemaBuilder(context.contract, { position: 'request' }),
    output: createSchemaBuilder(context.contract, { position: 'response' }),
  };
  const tools = plan.methods.flatMap((item) => toolLines(item, { context, plan, builders }));
  const inputs = definitionsText(builders.input);
  const outputs = definitionsText(builders.output);
  const properties = [
    `service: ${stringLiteral(plan.name)}`,
    'tools',
    ...(inputs === '' ? [] : ['inputs']),
    ...(outputs === '' ? [] : ['outputs']),
  ];
  const view: ToolsView = {
    Skill: imports.kit('Skill'),
    name: plan.name,
    skill,
    properties: group(['{', '}'], properties, { padded: true }),
    inputs,
    outputs,
    tools,
    imports: imports.lines(),
  };
  return [
    generatorFile({
      path: plan.paths.tools,
      reason: 'what AI tools there are, and what they take and answer',
      template: 'skill/tools',
      view,
    }),
  ];
}

function skillName({ property }: ServicePlan): string {
  return `${property}Skill`;
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
