import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type MiddlewareName, isMiddlewareName, middlewareNames } from '../plan/middleware.ts';

/** The middleware that a project shall have, or why it cannot. */
export type Appended =
  | { readonly middleware: readonly MiddlewareName[]; readonly diagnostics?: undefined }
  | { readonly middleware?: undefined; readonly diagnostics: readonly Diagnostic[] };

/** Appends middleware behind what a project has, in the order given; what it has keeps its place. */
export function appendMiddleware(
  present: readonly MiddlewareName[],
  names: readonly string[],
): Appended {
  const wanted = names.map(spelled);
  const unknown = wanted.filter((name) => !isMiddlewareName(name));
  if (unknown.length > 0) {
    const supported = middlewareNames;
    return {
      diagnostics: unknown.map((name) => diagnose('middleware-unknown', { name, supported })),
    };
  }
  const added = [...new Set(wanted.filter(isMiddlewareName))].filter(
    (name) => !present.includes(name),
  );
  if (added.length > 0) return { middleware: [...present, ...added] };
  return { diagnostics: [diagnose('middleware-present', { names: [...new Set(wanted)] })] };
}

/** `Error_Handling` and `errorHandling` are `error-handling`, and so is the original's `error`. */
function spelled(name: string): string {
  const words = name
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .replaceAll('_', '-')
    .toLowerCase();
  const joined = middlewareNames.find((known) => known.replace('-', '') === words);
  return words === 'error' ? 'error-handling' : (joined ?? words);
}
