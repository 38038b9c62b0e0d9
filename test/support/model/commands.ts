import type { Target } from '../../../src/extend/request.ts';
import type { Random } from '../seeded.ts';
import { type Contract, POOL, changedMethods, changedServices } from './contract.ts';
import type { Model, Records, Shape } from './state.ts';

/** What is done to a project: by its user, or by microgen. */
export type Command =
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'contract'; readonly contract: Contract }
  | {
      readonly kind: 'generate';
      readonly mode: 'write' | 'check' | 'dry-run';
      readonly force: boolean;
      readonly given: Partial<Shape>;
    }
  | {
      readonly kind: 'extend';
      readonly mode: 'write' | 'dry-run';
      readonly target: Exclude<Target, { kind: 'model' }>;
    }
  | { readonly kind: 'extend-check' };

/** What a command is drawn from; `planned` is what a run would plan now. */
export interface Place {
  readonly model: Model;
  readonly planned: Records;
  readonly random: Random;
  readonly step: number;
}

const MIDDLEWARE = ['tracing', 'metrics', 'retry', 'error-handling'];

/** Draws the next command: each kind has its weight. */
export function drawn(place: Place): Command {
  const { model, random } = place;
  // What the next run is to create or to drop is rare, and where most rules apply.
  if (hasNew(place) && random.chance(0.25)) return planted(place);
  if (leavingOf(place).length > 0 && random.chance(0.3)) {
    const path = random.pick(leavingOf(place));
    return { kind: 'write', path, content: `// my last edit ${place.step}\n` };
  }
  if ((hasNew(place) || leavingOf(place).length > 0) && random.chance(0.3)) return generated(place);
  const draw = random.int(100);
  if (draw < 8) return edited(place, 'user');
  if (draw < 15) return edited(place, 'generator');
  if (draw < 20) return packageEdited(place);
  if (draw < 27) return reverted(place);
  if (draw < 33) return { kind: 'delete', path: random.pick(placesOf(place, isThere(model))) };
  if (draw < 36) return planted(place);
  if (draw < 46) return { kind: 'contract', contract: changedServices(model.contract, random) };
  if (draw < 56) return { kind: 'contract', contract: changedMethods(model.contract, random) };
  if (draw < 80) return generated(place);
  if (draw < 97) return extended(place);
  return { kind: 'extend-check' };
}

function hasNew({ model, planned }: Place): boolean {
  return Object.keys(planned).some((path) => model.files[path] === undefined);
}

/** The generator's files that the next run drops. */
function leavingOf({ model, planned }: Place): readonly string[] {
  if (Object.keys(planned).length === 0) return [];
  return Object.entries(model.records)
    .filter(([path, { owner }]) => owner === 'generator' && planned[path] === undefined)
    .map(([path]) => path);
}

function isThere({ files }: Model): (path: string) => boolean {
  return (path) => files[path] !== undefined;
}

function placesOf({ model }: Place, isWanted: (path: string) => boolean): readonly string[] {
  const paths = Object.keys(model.records).filter(isWanted);
  return paths.length > 0 ? paths : ['README.md'];
}

/** An edit is no formatter's work: it adds a comment, or a value, that no rendering has. */
function edited(place: Place, owner: 'user' | 'generator'): Command {
  const { model, random, step } = place;
  const isWanted = (path: string) => model.records[path]?.owner === owner;
  const path = random.pick(placesOf(place, (one) => isWanted(one) && isThere(model)(one)));
  const before = model.files[path] ?? '';
  const isJson = path.endsWith('.json');
  const content = isJson ? `{ "edited": ${step} }\n` : `${before}\n// my edit ${step}\n`;
  return { kind: 'write', path, content };
}

function packageEdited(place: Place): Command {
  const { model, random, step } = place;
  const isWanted = (path: string) => model.records[path]?.owner === 'shared';
  const path = random.pick(placesOf(place, (one) => isWanted(one) && isThere(model)(one)));
  if (!path.endsWith('package.json')) return edited(place, 'user');
  const document = JSON.parse(model.files[path] ?? '{}') as Record<string, object>;
  const keys = Object.keys(document);
  const scripts = {
    ...document['scripts'],
    [random.pick(['lint', 'test', 'mine'])]: `mine ${step}`,
  };
  const changed = random.chance(0.6)
    ? { ...document, scripts }
    : { ...document, [random.pick(keys)]: undefined };
  return { kind: 'write', path, content: `${JSON.stringify(changed, undefined, 2)}\n` };
}

/** Back to what was rendered last, where a generator's file differs from it. */
function reverted(place: Place): Command {
  const { model, random } = place;
  const edits = Object.entries(model.records).filter(
    ([path, { owner, content }]) => owner === 'generator' && model.files[path] !== content,
  );
  if (edits.length === 0) return generated(place);
  const [path, { content }] = random.pick(edits);
  return { kind: 'write', path, content };
}

/** A file of the user's where the next run plans one of its own, or its very rendering. */
function planted({ model, planned, random, step }: Place): Command {
  const places = Object.entries(planned).filter(
    ([path, { owner }]) => model.files[path] === undefined && owner !== 'shared',
  );
  if (places.length === 0) return { kind: 'write', path: `mine/${step}.ts`, content: '// mine\n' };
  const [path, { content }] = random.pick(places);
  return { kind: 'write', path, content: random.chance(0.3) ? content : `// mine ${step}\n` };
}

function generated({ model, random }: Place): Command {
  const { shape } = model.last;
  const toggles: readonly Partial<Shape>[] = [
    { skill: !shape.skill },
    { openapi: !shape.openapi },
    { tests: !shape.tests },
    { docs: !shape.docs },
    { prefix: shape.prefix === '' ? 'api/v1' : '' },
    { service: '' },
  ];
  return {
    kind: 'generate',
    mode: random.pick(['write', 'write', 'write', 'check', 'dry-run']),
    force: random.chance(0.3),
    given: random.chance(0.4) ? random.pick(toggles) : {},
  };
}

function extended({ random }: Place): Command {
  const service = random.pick(Object.keys(POOL));
  const targets: readonly Exclude<Target, { kind: 'model' }>[] = [
    { kind: 'middleware', names: [random.pick(MIDDLEWARE)] },
    { kind: 'service', name: service },
    { kind: 'method', service, name: random.pick(POOL[service]!) },
  ];
  return {
    kind: 'extend',
    mode: random.pick(['write', 'write', 'dry-run']),
    target: random.pick(targets),
  };
}
