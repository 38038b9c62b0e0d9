import type { Artifact } from './artifact.ts';
import { generatorFile } from './artifact.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { DEV_DEPENDENCIES } from './dev-dependencies.ts';
import { grpcPackages } from './grpc.ts';

/** `templates/sdk/index.hbs` */
export interface SdkIndexView {
  readonly client: string;
  readonly name: string;
}

/** What the entry exports of the runtime: it hides types of the contract that have the same name. */
const RUNTIME_NAMES = ['ApiError', 'ApiFault', 'CallOptions', 'ClientOptions'];

/** The file of an SDK to import a type of the contract from, which is the entry if that has it. */
export function sdkModule(plan: ServicePlan, name: string): string {
  const isHidden = name === plan.client || RUNTIME_NAMES.includes(name);
  return isHidden ? plan.paths.sdkTypes : plan.paths.sdkEntry;
}

/** What makes a client a package of its own, which can be published alone. */
export function planSdkPackage(context: PlanContext, plan: ServicePlan): Artifact[] {
  const isGrpc = context.grpc !== undefined;
  const { sdkEntry, sdkPackage, sdkTsconfig } = plan.paths;
  const view: SdkIndexView = { client: plan.client, name: plan.name };
  return [
    generatorFile({
      path: sdkEntry,
      reason: 'entry of the client package',
      template: 'sdk/index',
      view,
    }),
    {
      path: sdkPackage,
      owner: 'shared',
      reason: 'the client as a package',
      body: { kind: 'json', value: packageJson(context, plan) },
    },
    {
      path: sdkTsconfig,
      owner: 'generator',
      reason: 'how the client package is built',
      body: { kind: 'json', value: isGrpc ? GRPC_TSCONFIG : TSCONFIG },
    },
  ];
}

function packageJson(context: PlanContext, { id, name }: ServicePlan) {
  const packages = grpcPackages(context);
  const isGrpc = context.grpc !== undefined;
  const optional = Object.keys(packages).map((key) => [key, { optional: true }]);
  return {
    name: `${context.options.name}-${id}sdk`,
    version: '0.1.0',
    description: `Typed client of ${name}.`,
    type: 'module',
    sideEffects: false,
    files: ['dist'],
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      ...(isGrpc ? { './grpc': { types: './dist/grpc.d.ts', default: './dist/grpc.js' } } : {}),
      './package.json': './package.json',
    },
    scripts: { prepack: 'tsc -p tsconfig.json' },
    ...(isGrpc
      ? { peerDependencies: packages, peerDependenciesMeta: Object.fromEntries(optional) }
      : {}),
    devDependencies: isGrpc
      ? { ...packages, ...DEV_DEPENDENCIES }
      : { typescript: DEV_DEPENDENCIES.typescript },
  };
}

/** Web platform types only: the client runs wherever there is `fetch`. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
    types: [],
    module: 'NodeNext',
    outDir: 'dist',
    rootDir: '.',
    declaration: true,
    strict: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
  },
  include: ['*.ts', 'runtime/**/*.ts'],
};

/** The client over gRPC runs on Node. */
const GRPC_TSCONFIG = {
  ...TSCONFIG,
  compilerOptions: { ...TSCONFIG.compilerOptions, types: ['node'] },
};
