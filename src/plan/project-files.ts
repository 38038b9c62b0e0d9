import { type Artifact, type Body, generatorFile, userFile } from './artifact.ts';
import { agentsView, readmeView } from './project-docs.ts';
import type { PlanContext } from './context.ts';

/** Versions that generated projects are tested with. */
const TOOLS = { typescript: '^7.0.2', '@types/node': '^20.19.0' } as const;

/** What makes a folder of sources a project. */
export function planProjectFiles(context: PlanContext): Artifact[] {
  return [
    {
      path: 'package.json',
      owner: 'shared',
      reason: 'scripts and dependencies',
      body: packageJson(context),
    },
    ...vendoredKit(context),
    ...docs(context),
    plain('tsconfig.json', 'compiler settings'),
    plain('Dockerfile', 'production image'),
    plain('.dockerignore', 'what the image leaves out'),
    plain('.gitignore', 'what git leaves out'),
    plain('.gitattributes', 'line ends, and which files are generated'),
    plain('.prettierignore', 'what a formatter leaves alone'),
  ];
}

function plain(path: string, reason: string): Artifact {
  const template = `project/${path.replace(/^\./, '').toLowerCase().replace('.json', '')}`;
  return userFile({ path, reason, template, view: {} });
}

function docs(context: PlanContext): Artifact[] {
  if (!context.options.docs) return [];
  return [
    userFile({
      path: 'README.md',
      reason: 'for people',
      template: 'project/readme',
      view: readmeView(context),
    }),
    generatorFile({
      path: 'AGENTS.md',
      reason: 'for AI agents',
      template: 'project/agents',
      view: agentsView(context),
    }),
  ];
}

function vendoredKit({ options, assets }: PlanContext): Artifact[] {
  if (options.kit !== 'vendor') return [];
  return [
    {
      path: `vendor/${assets.kit.fileName}`,
      owner: 'generator',
      reason: 'the runtime, packed',
      body: { kind: 'bytes', bytes: assets.kit.bytes },
    },
  ];
}

function packageJson({ options, services, assets }: PlanContext): Body {
  const kit = options.kit === 'vendor' ? `file:vendor/${assets.kit.fileName}` : options.kit;
  const demos = services.map((plan) => [
    services.length === 1 ? 'demo' : `demo:${plan.id}`,
    `npm run build && node dist/client/${plan.id}/demo.js`,
  ]);
  return {
    kind: 'json',
    value: {
      name: options.name,
      version: '0.1.0',
      private: true,
      type: 'module',
      engines: { node: '>=20.19' },
      scripts: {
        dev: 'kit-dev',
        build: 'npm run clean && tsc',
        start: 'node --enable-source-maps dist/cmd/main.js',
        ...(options.tests ? { test: 'npm run build && cd dist && node --test' } : {}),
        typecheck: 'tsc --noEmit',
        lint: 'tsc --noEmit --noImplicitReturns --noFallthroughCasesInSwitch --allowUnreachableCode false',
        clean: `node -e "fs.rmSync('dist', { recursive: true, force: true })"`,
        ...Object.fromEntries(demos),
      },
      dependencies: { '@microgen/kit': kit },
      devDependencies: TOOLS,
    },
  };
}
