import { standaloneSchema } from '../ir/json-schema.ts';
import { toolName } from '../ir/tools.ts';
import { hang } from '../text/layout.ts';
import { valueLiteral } from '../text/literals.ts';
import { type Artifact, generatorFile } from './artifact.ts';
import type { PlanContext } from './context.ts';
import { methodSummary } from './docs-text.ts';
import { Imports } from './imports.ts';

/** `templates/skill/skill.hbs` */
export interface SkillView {
  readonly imports: readonly string[];
  readonly SkillTool: string;
  readonly skillHandler: string;
  readonly services: string;
  readonly tools: readonly {
    readonly name: string;
    readonly description: string;
    readonly inputSchema: string;
  }[];
}

/** The tool descriptors of every method that may be a tool. */
export function planSkill(context: PlanContext): Artifact[] {
  if (!context.options.skill) return [];
  const imports = new Imports(['tools', 'skill']);
  const view = {
    SkillTool: imports.kit('SkillTool'),
    skillHandler: imports.kit('skillHandler'),
    services: valueLiteral(context.services.map((plan) => plan.name)),
    tools: tools(context),
  };
  return [
    generatorFile({
      path: 'skill/skill.ts',
      reason: 'AI tool descriptors',
      template: 'skill/skill',
      view: { ...view, imports: imports.lines() },
    }),
  ];
}

function tools({ services, contract }: PlanContext): SkillView['tools'] {
  return services.flatMap(({ service, methods }) =>
    methods.flatMap(({ method }) => {
      const name = toolName(service, method);
      if (name === undefined) return [];
      const schema = standaloneSchema(contract, method.request, 'request');
      return [
        {
          name: valueLiteral(name),
          description: hang(
            'description:',
            valueLiteral(method.docs.text || methodSummary(method)),
          ),
          inputSchema: valueLiteral(schema),
        },
      ];
    }),
  );
}
