import type { Owner } from '../plan/artifact.ts';

interface Common {
  /** Inside the project, forward slashes. */
  readonly path: string;
  readonly owner: Owner;
}

/** A file that will be written, with its new bytes. */
interface Writing extends Common {
  readonly content: Uint8Array;
}

/** What was there before, as it stands on disk. */
interface Replacing {
  readonly before: Uint8Array;
}

/** What a run does to one file. `unchanged` and `keep-user` write nothing. */
export type Change =
  | (Writing & { readonly kind: 'create' })
  | (Writing & Replacing & { readonly kind: 'update'; readonly backup: boolean })
  | (Common & { readonly kind: 'unchanged' })
  | (Common & {
      readonly kind: 'keep-user';
      /** No longer planned: the user may delete it. */
      readonly orphaned: boolean;
    })
  | (Writing &
      Replacing & {
        readonly kind: 'merge';
        /** Keys that the user set otherwise and that stay. */
        readonly kept: readonly string[];
      })
  /** A file of the user's that gets something added where it was asked for; every other byte stays. */
  | (Writing & Replacing & { readonly kind: 'insert' })
  | (Common & Replacing & { readonly kind: 'remove' })
  | (Writing & Replacing & { readonly kind: 'conflict'; readonly cause: 'edited' | 'not-ours' });

export type ChangeKind = Change['kind'];

/** A change that apply carries out. */
export type Effect = Extract<Change, { kind: 'create' | 'update' | 'merge' | 'insert' | 'remove' }>;

/** What a run does to a file that is as it shall be: nothing. */
export function keptChange({ path, owner }: Common): Change {
  if (owner === 'user') return { kind: 'keep-user', path, owner, orphaned: false };
  return { kind: 'unchanged', path, owner };
}

/** Whether a change alters the disk. */
export function isEffect(change: Change): change is Effect {
  return ['create', 'update', 'merge', 'insert', 'remove'].includes(change.kind);
}
