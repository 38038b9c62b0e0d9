import { textOf } from './rendering.ts';

/** What generated code cannot be compiled or run without; a project may be stricter or laxer as it likes. */
const NEEDED = [
  'module',
  'rewriteRelativeImportExtensions',
  'resolveJsonModule',
  'rootDir',
  'outDir',
] as const;

/**
 * The settings, as a tsconfig.json says them, that generated code needs and that the user's own lacks or has
 * otherwise. What that one may take from a base is not looked up, and a broken file is the compiler's to tell.
 */
export function lackingSettings(
  wanted: string | Uint8Array,
  own: string | Uint8Array,
): readonly string[] {
  const config = membersOf(own);
  if (config === undefined) return [];
  const [needed, given] = [membersOf(wanted), config].map(compilerOptions);
  const isKnown = (name: string) => given?.[name] !== undefined || config['extends'] === undefined;
  return NEEDED.filter((name) => isKnown(name) && !same(given?.[name], needed?.[name])).map(
    (name) => `"${name}": ${JSON.stringify(needed?.[name])}`,
  );
}

type Members = Readonly<Record<string, unknown>>;

function compilerOptions(config: Members | undefined): Members {
  return asMembers(config?.['compilerOptions']);
}

/** The members of a JSON document that may have comments and trailing commas; `undefined` for any other text. */
function membersOf(content: string | Uint8Array): Members | undefined {
  const text = typeof content === 'string' ? content : textOf(content);
  const bare = text
    .replace(/^\u{feff}/u, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[^]*?\*\//g, '$1')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, '$1');
  try {
    return asMembers(JSON.parse(bare));
  } catch {
    return undefined;
  }
}

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** `nodenext` is `NodeNext`, and `./dist/` is `dist`. */
function same(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((value) =>
    typeof value === 'string' ? value.toLowerCase().replace(/^\.\/(?=.)|\/$/g, '') : value,
  );
  return left === right;
}
