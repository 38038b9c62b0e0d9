import type { NodeHandler } from './node-handler.ts';
import { etagOf, hasTag } from './etag.ts';
import { type JsonSchema, selfContained } from './skill-schema.ts';

/** A method as an AI tool. */
export interface SkillTool {
  readonly name: string;
  /** What a person reads instead of the name. */
  readonly title?: string;
  readonly description: string;
  /** How it is called over HTTP, which says what it may change. */
  readonly method?: string;
  /** JSON Schema 2020-12 of the request, an object. `#/$defs/` are {@link Skill.inputs}. */
  readonly inputSchema: JsonSchema;
  /** JSON Schema 2020-12 of the answer, an object; absent where there is none. `#/$defs/` are {@link Skill.outputs}. */
  readonly outputSchema?: JsonSchema;
}

/** What a service offers to AI agents. */
export interface Skill {
  /** The service's name in the contract. */
  readonly service: string;
  readonly tools: readonly SkillTool[];
  /** The schemas that the tools' inputs share, by name: each tool gets those that it refers to. */
  readonly inputs?: Readonly<Record<string, JsonSchema>>;
  /** The same of the tools' outputs. */
  readonly outputs?: Readonly<Record<string, JsonSchema>>;
}

/**
 * Answers with the tools of all services as OpenAI functions, or, for `?format=mcp`, as MCP tools (those of the
 * `tools/list` result); any other format is OpenAI's. Discovery only: it calls nothing.
 */
export function skillHandler(skills: readonly Skill[]): NodeHandler {
  const documents = new Map<'openai' | 'mcp', Document>();
  return (request, response) => {
    const query = (request.url ?? '').split('?')[1] ?? '';
    const format = new URLSearchParams(query).get('format') === 'mcp' ? 'mcp' : 'openai';
    // Made when it is asked for the first time: a large contract has megabytes of schemas.
    const document = documents.get(format) ?? documentOf(skills, format);
    documents.set(format, document);
    const { etag, bytes } = document;
    const headers = { etag, 'cache-control': 'no-cache' };
    if (hasTag(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
    });
    response.end(bytes);
  };
}

interface Document {
  readonly bytes: Buffer;
  readonly etag: string;
}

function documentOf(skills: readonly Skill[], format: 'openai' | 'mcp'): Document {
  const metadata = {
    schemaVersion: 'microgen.skill.v1',
    source: 'microgen-ir',
    services: skills.map(({ service }) => service),
    formats: ['openai', 'mcp'],
  };
  const toolOf = format === 'mcp' ? mcpTool : openaiTool;
  const text = JSON.stringify({
    metadata,
    tools: skills.flatMap(({ tools, inputs = {}, outputs = {} }) =>
      tools.map((tool) => toolOf(tool, inputs, outputs)),
    ),
  });
  const bytes = Buffer.from(text);
  return { bytes, etag: etagOf(bytes) };
}

type Schemas = Readonly<Record<string, JsonSchema>>;

function openaiTool({ name, description, inputSchema }: SkillTool, inputs: Schemas): object {
  const parameters = selfContained(inputSchema, inputs);
  return { type: 'function', function: { name, description, parameters } };
}

function mcpTool(tool: SkillTool, inputs: Schemas, outputs: Schemas): object {
  const { name, title, description, method, inputSchema, outputSchema } = tool;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    description,
    inputSchema: selfContained(inputSchema, inputs),
    ...(outputSchema === undefined ? {} : { outputSchema: selfContained(outputSchema, outputs) }),
    ...(method === undefined ? {} : { annotations: annotationsOf(method) }),
  };
}

/**
 * What a call may do, by its HTTP method (RFC 9110, section 9.2). All hints are said, since a client takes
 * an absent one for the worst; a service is a world of its own, unlike a search of the web.
 */
function annotationsOf(method: string): object {
  return {
    readOnlyHint: method === 'GET',
    destructiveHint: method === 'DELETE',
    idempotentHint: ['GET', 'PUT', 'DELETE'].includes(method),
    openWorldHint: false,
  };
}
