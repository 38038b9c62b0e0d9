import { createTwoFilesPatch } from 'diff';
import type { Change } from './change.ts';
import { normalisedText } from './hash.ts';

/** The change of one file as a unified diff, from the disk to the new content; empty when there is none. */
export function unifiedDiff(change: Change): string {
  const before = 'before' in change ? change.before : new Uint8Array();
  const after = 'content' in change ? change.content : new Uint8Array();
  if (!('before' in change) && !('content' in change)) return '';
  if (isBinary(before) || isBinary(after)) return `Binary file ${change.path} differs\n`;
  const from = change.kind === 'create' ? '/dev/null' : `a/${change.path}`;
  const to = change.kind === 'remove' ? '/dev/null' : `b/${change.path}`;
  const patch = createTwoFilesPatch(from, to, textOf(before), textOf(after), undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^=+\n/, '');
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}

/** Line endings are no difference to the generator, so the diff shows none. */
function textOf(bytes: Uint8Array): string {
  return normalisedText(new TextDecoder().decode(bytes));
}
