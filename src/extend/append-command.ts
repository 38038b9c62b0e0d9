import { shellWord } from '../text/shell.ts';
import type { ExtendRequest, Target } from './request.ts';

/** The command that appends a target, for a shell. */
export function appendCommand(
  { idl, target }: Pick<ExtendRequest, 'idl' | 'target'>,
  out: string,
): string {
  const source = idl === undefined ? [] : ['-idl', shellWord(idl)];
  const words = [...source, `-append-${target.kind}`, shellWord(nameOf(target))];
  return ['microgen', 'extend', ...words, '-out', shellWord(out)].join(' ');
}

function nameOf(target: Target): string {
  if (target.kind === 'middleware') return target.names.join(',');
  return target.kind === 'method' ? `${target.service}.${target.name}` : target.name;
}
