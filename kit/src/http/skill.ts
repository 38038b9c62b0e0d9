import type { NodeHandler } from './node-handler.ts';

/** A method as an AI tool. */
export interface SkillTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema 2020-12 of the request. */
  readonly inputSchema: object;
}

/** What a service offers to AI agents. */
export interface Skill {
  /** The names of the contract's services, in its order. */
  readonly services: readonly string[];
  readonly tools: readonly SkillTool[];
}

/**
 * Answers with the tools as OpenAI functions, or, for `?format=mcp`, as MCP tools
 * (`{name, description, inputSchema}` of the `tools/list` result). Discovery only: it calls nothing.
 */
export function skillHandler({ services, tools }: Skill): NodeHandler {
  const metadata = {
    schemaVersion: 'microgen.skill.v1',
    source: 'microgen-ir',
    services,
    formats: ['openai', 'mcp'],
  };
  const openai = JSON.stringify({ metadata, tools: tools.map(openaiTool) });
  const mcp = JSON.stringify({ metadata, tools });
  return (request, response) => {
    const query = (request.url ?? '').split('?')[1] ?? '';
    const text = new URLSearchParams(query).get('format') === 'mcp' ? mcp : openai;
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  };
}

function openaiTool({ name, description, inputSchema }: SkillTool): object {
  return { type: 'function', function: { name, description, parameters: inputSchema } };
}
