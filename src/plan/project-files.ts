import { type Artifact, type Body, type PlannedFile, generatorFile, userFile } from './artifact.ts';
import { agentsView, readmeView } from './project-docs.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { grpcPackages } from './grpc.ts';
import { middlewarePackages } from './middleware.ts';
import { DEV_DEPENDENCIES } from './dev-dependencies.ts';
import { builtPath, generatedFolders, projectPaths, serviceParts } from './project-paths.ts';
import { hasVendor, kitSpec, swaggerUiSpec, vendoredPackages } from './vendor.ts';

/** What makes a folder of sources a project. */
export function planProjectFiles(context: PlanContext): Artifact[] {
  return [
    {
      path: projectPaths.packageJson,
      owner: 'shared',
      reason: 'scripts and dependencies',
      body: packageJson(context),
    },
    ...vendoredPackages(context),
    ...docs(context),
    plain('tsconfig.json', 'compiler settings'),
    plain('Dockerfile', 'production image', {
      vendored: hasVendor(context),
    } satisfies DockerfileView),
    plain('.dockerignore', 'what the image leaves out'),
    plain('.gitignore', 'what git leaves out'),
  ];
}

/** `templates/project/dockerfile.hbs` */
export interface DockerfileView {
  readonly vendored: boolean;
}

/** `templates/project/gitattributes.hbs`, `templates/project/prettierignore.hbs` */
export interface GeneratedPathsView {
  /** Patterns of everything that the generator owns. */
  readonly paths: readonly string[];
}

/** What tells other tools which files are generated, from the artifacts themselves. */
export function planIgnoreFiles(
  { services }: PlanContext,
  artifacts: readonly PlannedFile[],
): Artifact[] {
  const names = services.flatMap(({ id }) => serviceParts(id));
  const patterns = artifacts
    .filter(({ owner }) => owner === 'generator')
    .map(({ path }) =>
      path
        .split('/')
        .map((part) => patternOf(part, names))
        .join('/'),
    );
  const view: GeneratedPathsView = {
    paths: [...new Set(patterns.map(wholeFolder))].toSorted(),
  };
  return [
    plain('.gitattributes', 'line ends, and which files are generated', view),
    plain('.prettierignore', 'what a formatter leaves alone', view),
  ];
}

/** Folders that hold nothing else: which files are in them changes with the contract. */
function wholeFolder(pattern: string): string {
  const whole = generatedFolders.find((folder) => pattern.startsWith(`${folder}/`));
  return whole === undefined ? pattern : `${whole}/**`;
}

/** A service's own name becomes a wildcard: these files are written once, and services come later. */
function patternOf(part: string, names: readonly string[]): string {
  if (!names.includes(part)) return part;
  return part.endsWith('.test.ts') ? part : '*';
}

function plain(path: string, reason: string, view: object = {}): Artifact {
  const template = `project/${path.replace(/^\./, '').toLowerCase().replace('.json', '')}`;
  return userFile({ path, reason, template, view });
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

function packageJson(context: PlanContext): Body {
  const { options, services } = context;
  const swaggerUi = swaggerUiSpec(context);
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
        start: `node --enable-source-maps ${builtPath(projectPaths.main)}`,
        ...(options.tests
          ? { test: 'npm run build && cd dist && node --enable-source-maps --test' }
          : {}),
        typecheck: 'tsc --noEmit',
        lint: 'tsc --noEmit --noImplicitReturns --noFallthroughCasesInSwitch --allowUnreachableCode false',
        clean: `node -e "fs.rmSync('dist', { recursive: true, force: true })"`,
        ...demoScripts(services),
      },
      dependencies: {
        '@microgen/kit': kitSpec(context),
        ...(swaggerUi === undefined ? {} : { '@microgen/swagger-ui': swaggerUi }),
        ...middlewarePackages(context.middleware),
        ...grpcPackages(context),
      },
      devDependencies: DEV_DEPENDENCIES,
    },
  };
}

/** `demo` calls every service; where there are several, each has one of its own as well. */
function demoScripts(services: readonly ServicePlan[]): Readonly<Record<string, string>> {
  const run = (path: string): string => `npm run build && node ${builtPath(path)}`;
  const [first, ...others] = services;
  if (first === undefined) return {};
  if (others.length === 0) return { demo: run(first.paths.demo) };
  const each = services.map(({ id, paths }) => [`demo:${id}`, run(paths.demo)]);
  return { demo: run(projectPaths.demos), ...Object.fromEntries(each) };
}
