import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block, with what its info string says behind the language. */
export interface Block {
  /** `docs/contract.md:12`, for messages. */
  readonly at: string;
  readonly language: string;
  readonly words: readonly string[];
  /** The value of `file=` in the info string. */
  readonly file: string | undefined;
  readonly text: string;
}

/** The documentation: what stands in the root, in docs/ and over the examples. */
export function documents(): readonly string[] {
  const docs = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('docs', path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && !path.startsWith('docs/evidence/'));
  return ['README.md', 'STABILITY.md', 'CHANGELOG.md', 'examples/README.md', ...docs.toSorted()];
}

export function textOf(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** The fenced blocks of a document. */
export function blocksOf(path: string): readonly Block[] {
  const text = textOf(path);
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, info = '', body = ''] = match;
    const [language = '', ...words] = info.split(' ');
    const line = text.slice(0, match.index).split('\n').length;
    const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
    return { at: `${path}:${line}`, language, words, file, text: body };
  });
}

/** The text without its fenced blocks. */
function proseOf(path: string): string {
  return textOf(path).replace(/^```.*\n[\s\S]*?^```$/gm, '');
}

/** The rows below the heads of every table that begins with these heads. */
export function rowsOf(path: string, ...heads: readonly string[]): readonly (readonly string[])[] {
  const tables = proseOf(path).matchAll(/(?:^\|.*\|\n)+/gm);
  return [...tables].flatMap(([table]) => {
    const [head = [], , ...rows] = table.trim().split('\n').map(cellsOf);
    return heads.every((name, index) => head[index] === name) ? rows : [];
  });
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** What stands between backticks in a cell. */
export function codesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** The targets of a document's links. */
export function linksOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsOf(path: string): readonly string[] {
  return [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Folders below a folder of the repository. */
export function foldersIn(path: string): readonly string[] {
  return readdirSync(join(repository, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(repository, join(repository, path, entry.name)).replaceAll('\\', '/'));
}
