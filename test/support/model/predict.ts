import type { Command } from './commands.ts';
import { servicesOf } from './contract.ts';
import { driftOf, isProject, judged } from './extend-rules.ts';
import type { Oracle } from './oracle.ts';
import { type Settled, settled } from './ownership.ts';
import type { Ended } from './runs.ts';
import type { Input, Model } from './state.ts';

/** What a command shall come to. */
export interface Prediction {
  readonly ended: Ended;
  readonly model: Model;
  /** A method that a class of the user's gets: where the model only says that, not how. */
  readonly stub?: { readonly path: string; readonly method: string };
}

/** Predicts a command. */
export async function predicted(
  oracle: Oracle,
  model: Model,
  command: Command,
): Promise<Prediction> {
  const ended = { outcome: 'done', codes: [] };
  switch (command.kind) {
    case 'write': {
      const files = { ...model.files, [command.path]: command.content };
      return { ended, model: { ...model, files } };
    }
    case 'delete': {
      const files = { ...model.files };
      delete files[command.path];
      return { ended, model: { ...model, files } };
    }
    case 'contract':
      return { ended, model: { ...model, contract: command.contract } };
    case 'generate':
      return generatePredicted(oracle, model, command);
    case 'extend':
      return extendPredicted(oracle, model, command);
    case 'extend-check':
      return { ended: checkPredicted(model), model };
  }
}

async function generatePredicted(
  oracle: Oracle,
  model: Model,
  { mode, force, given }: Extract<Command, { kind: 'generate' }>,
): Promise<Prediction> {
  const { last, contract } = model;
  const input: Input = { ...last, contract, shape: { ...last.shape, ...given } };
  const gone = goneFrom(input);
  if (gone.length > 0) {
    return { ended: { outcome: 'failed', codes: gone.map(() => 'service-not-found') }, model };
  }
  const result = settled(model, input, await oracle.planned(input), force);
  if (mode !== 'check') return writing(result, model, mode === 'write');
  const { refused, isWork } = result;
  const outcome = refused.length > 0 || isWork ? 'pending' : 'done';
  return { ended: { outcome, codes: codesOf(refused) }, model };
}

/** Services that were chosen by name and that the contract no longer has. */
export function goneFrom({ contract, shape }: Input): readonly string[] {
  const offered = servicesOf(contract);
  return shape.service.split(',').filter((name) => name !== '' && !offered.includes(name));
}

async function extendPredicted(
  oracle: Oracle,
  model: Model,
  { mode, target }: Extract<Command, { kind: 'extend' }>,
): Promise<Prediction> {
  const append = judged(model, target);
  if (append.refused !== undefined) {
    return { ended: { outcome: 'failed', codes: append.refused }, model };
  }
  const result = settled(model, append.input, await oracle.planned(append.input), false);
  const prediction = writing(result, model, mode === 'write');
  const isStubbed = append.stub !== undefined && prediction.model !== model;
  return isStubbed ? { ...prediction, stub: append.stub } : prediction;
}

function writing({ refused, model: next }: Settled, model: Model, isWritten: boolean): Prediction {
  const outcome = refused.length > 0 ? 'failed' : 'done';
  return { ended: { outcome, codes: codesOf(refused) }, model: isWritten ? next : model };
}

function codesOf(refused: readonly string[]): readonly string[] {
  return refused.map((one) => one.split(' ')[0]!).toSorted();
}

function checkPredicted(model: Model): Ended {
  if (!isProject(model)) return { outcome: 'failed', codes: ['not-a-project'] };
  const codes = driftOf(model).toSorted();
  return { outcome: codes.length > 0 ? 'needs attention' : 'ready', codes };
}
