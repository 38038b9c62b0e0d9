import type { Target } from '../../../src/extend/request.ts';
import { methodsOf, servicesOf } from './contract.ts';
import { type Input, type Model, generatedFrom } from './state.ts';

/** What an append comes to before any file is compared. */
export type Append =
  | { readonly refused: readonly string[] }
  | {
      readonly refused?: undefined;
      readonly input: Input;
      /** The class and the method that it shall get. */
      readonly stub?: { readonly path: string; readonly method: string };
    };

/** Where the project is not as it was generated last, as docs/extend.md says. */
export function driftOf({ files, records }: Model): readonly string[] {
  return Object.entries(records).flatMap(([path, { owner, content }]) => {
    const isNeeded = owner !== 'user' || /^service\/[^/]+\/service\.ts$/.test(path);
    if (!isNeeded) return [];
    if (files[path] === undefined) return [`${path} is missing`];
    return owner === 'generator' && files[path] !== content ? [`${path} was edited by hand`] : [];
  });
}

/** Whether there is a project at all. */
export function isProject({ files }: Model): boolean {
  return files['package.json'] !== undefined;
}

/** Judges an append. */
export function judged(model: Model, target: Exclude<Target, { kind: 'model' }>): Append {
  if (!isProject(model)) return { refused: ['not-a-project'] };
  const drift = driftOf(model);
  if (drift.length > 0) return { refused: drift.map(() => 'project-drift') };
  const { last, contract } = model;
  const known = generatedFrom(last);
  const offered = servicesOf(contract);
  const isCombined = known.every((name) => offered.includes(name));
  if (target.kind === 'middleware') return middlewareJudged(model, target.names, isCombined);
  if (target.kind === 'method') return methodJudged(model, target, isCombined);
  if (!isCombined) return { refused: ['contract-not-combined'] };
  if (known.includes(target.name)) return { refused: ['target-exists'] };
  if (!offered.includes(target.name)) return { refused: ['target-unknown'] };
  if (differences(model).length > 0) return { refused: ['contract-differs'] };
  return { input: taking(model, [...known, target.name]) };
}

function middlewareJudged(model: Model, names: readonly string[], isCombined: boolean): Append {
  const present = model.last.middleware;
  const added = names.filter((name) => !present.includes(name));
  if (added.length === 0) return { refused: ['middleware-present'] };
  if (!isCombined) return { refused: ['contract-not-combined'] };
  if (differences(model).length > 0) return { refused: ['contract-differs'] };
  const input = taking(model, generatedFrom(model.last));
  return { input: { ...input, middleware: [...present, ...added] } };
}

function methodJudged(
  model: Model,
  { service, name }: Extract<Target, { kind: 'method' }>,
  isCombined: boolean,
): Append {
  const known = generatedFrom(model.last);
  if (!known.includes(service)) return { refused: ['service-unknown'] };
  if (!isCombined) return { refused: ['contract-not-combined'] };
  if (!methodsOf(model.contract, service).includes(name)) return { refused: ['target-unknown'] };
  const others = differences(model).filter((one) => one !== `added ${service}.${name}`);
  if (others.length > 0) return { refused: ['contract-differs'] };
  const path = `service/${service.toLowerCase()}/service.ts`;
  const hasIt = (model.files[path] ?? '').includes(`  async ${name}(`);
  if (hasIt && methodsOf(model.last.contract, service).includes(name)) {
    return { refused: ['target-exists'] };
  }
  const input = taking(model, known);
  return hasIt ? { input } : { input, stub: { path, method: name } };
}

/** How the services that the project has differ from those of its last generation. */
function differences({ contract, last }: Model): readonly string[] {
  return generatedFrom(last).flatMap((service) => {
    const [before, after] = [methodsOf(last.contract, service), methodsOf(contract, service)];
    return [
      ...after.filter((name) => !before.includes(name)).map((name) => `added ${service}.${name}`),
      ...before.filter((name) => !after.includes(name)).map((name) => `gone ${service}.${name}`),
    ];
  });
}

/** What else the contract offers is left out from now on. */
function taking({ contract, last }: Model, services: readonly string[]): Input {
  const isAll =
    last.shape.service === '' && servicesOf(contract).every((name) => services.includes(name));
  return { ...last, contract, shape: { ...last.shape, service: isAll ? '' : services.join(',') } };
}
