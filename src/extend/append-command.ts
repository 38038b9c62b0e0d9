import { microgenCommand } from '../text/command.ts';
import type { ExtendRequest, Target } from './request.ts';

/** The command that appends a target, for a shell. */
export function appendCommand(
  { idl, target }: Pick<ExtendRequest, 'idl' | 'target'>,
  out: string,
): string {
  return microgenCommand('extend', { idl, [`append-${target.kind}`]: nameOf(target), out });
}

function nameOf(target: Target): string {
  if (target.kind === 'middleware') return target.names.join(',');
  return target.kind === 'method' ? `${target.service}.${target.name}` : target.name;
}
