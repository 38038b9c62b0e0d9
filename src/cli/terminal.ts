import picocolors from 'picocolors';
import type { Colors } from '../diagnostics/colors.ts';

/** What the process gives to the command line, so that tests can give it too. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read it, who may like colours. */
  readonly isTty: { readonly stdout: boolean; readonly stderr: boolean };
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Colours for a stream: none unless a terminal shows it, `NO_COLOR` is unset and they are wanted. */
export function colorsFor(
  { env, isTty }: Terminal,
  stream: 'stdout' | 'stderr',
  wanted: boolean,
): Colors {
  const isForbidden = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return picocolors.createColors(wanted && isTty[stream] && !isForbidden);
}
