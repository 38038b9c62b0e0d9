import type { Artifact, RenderedFile } from '../plan/artifact.ts';
import type { Engine } from './engine.ts';
import { headerLine } from './headers.ts';
import { renderJson } from './json.ts';
import { checkSyntax } from './syntax.ts';

/**
 * The final content of every artifact. Pure; throws InternalError where a template and its view
 * disagree, or where a file does not parse.
 */
export function renderAll(
  artifacts: readonly Artifact[],
  { engine, sourceName }: { readonly engine: Engine; readonly sourceName: string },
): readonly RenderedFile[] {
  const files = artifacts.map((artifact) => renderOne(artifact, engine, sourceName));
  for (const file of files) checkSyntax(file);
  return files;
}

function renderOne(artifact: Artifact, engine: Engine, sourceName: string): RenderedFile {
  const { path, owner, reason, body } = artifact;
  switch (body.kind) {
    case 'bytes':
      return { path, owner, reason, template: 'bytes', content: body.bytes };
    case 'json':
      return { path, owner, reason, template: 'json', content: `${renderJson(body.value)}\n` };
    case 'template': {
      const text = engine(body.template, body.view);
      const header = headerLine(path, owner, sourceName);
      const content = tidy(header === undefined ? text : `${header}\n${blank(path)}${text}`);
      return { path, owner, reason, template: body.template, content };
    }
  }
}

/** Prose has an empty line behind its header. */
function blank(path: string): string {
  return path.endsWith('.md') ? '\n' : '';
}

/** LF, no blanks at line ends, never two empty lines, one final newline. */
function tidy(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replace(/[ \t]+$/gm, '');
  return `${lines.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
