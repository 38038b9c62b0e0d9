/** Who may change a file: the generator, its user, or both, key by key. */
export type Owner = 'generator' | 'user' | 'shared';

/** Everything a run wants to exist: the only place where ownership is stated. */
export interface Artifact {
  /** Relative to the project root, forward slashes. */
  readonly path: string;
  readonly owner: Owner;
  /** Why it exists, for people: one short phrase. */
  readonly reason: string;
  /** The service that alone it speaks of, by name; absent for what speaks of the whole project. */
  readonly service?: string;
  readonly body: Body;
}

/** What of an artifact others than its own planner look at. */
export type PlannedFile = Pick<Artifact, 'path' | 'owner'>;

/**
 * How the bytes come about: a template and what fills it, a JSON document, or bytes as they are.
 * A template is named by its path under `templates/`, without `.hbs`.
 */
export type Body =
  | { readonly kind: 'template'; readonly template: string; readonly view: object }
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** For machines first: objects on one line where they fit. */
      readonly dense?: true;
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** An artifact with its final content. */
export interface RenderedFile {
  readonly path: string;
  readonly owner: Owner;
  readonly reason: string;
  /** The service that alone it speaks of, by name. */
  readonly service?: string;
  /** The template's name, or `json` or `bytes`. */
  readonly template: string;
  /** Text is LF, UTF-8, without BOM, with one final newline; a binary stays as it is. */
  readonly content: string | Uint8Array;
  /** A hash of what the content means, whatever its layout; absent where layout is meaning. */
  readonly fingerprint?: string;
}

interface TemplateFile {
  readonly path: string;
  readonly reason: string;
  readonly template: string;
  readonly view: object;
}

/** A file that the generator owns. */
export function generatorFile({ path, reason, template, view }: TemplateFile): Artifact {
  return { path, owner: 'generator', reason, body: { kind: 'template', template, view } };
}

/** A file that is made once and then its user's. */
export function userFile({ path, reason, template, view }: TemplateFile): Artifact {
  return { path, owner: 'user', reason, body: { kind: 'template', template, view } };
}
