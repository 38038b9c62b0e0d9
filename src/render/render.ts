import type { Artifact, RenderedFile } from '../plan/artifact.ts';
import type { Engine } from './engine.ts';
import { headerLine } from './headers.ts';
import { renderDenseJson, renderJson } from './json.ts';
import { checkSyntax } from './syntax.ts';

/** What rendering needs beside the artifacts. */
export interface RenderOptions {
  readonly engine: Engine;
  /** The contract's file name, for headers. */
  readonly sourceName: string;
  /** Gives what a file means, by parsing it; `undefined` for what does not parse or has no such thing. */
  readonly fingerprint?: (file: RenderedFile) => string | undefined;
}

/**
 * The final content of every artifact. Pure; throws InternalError where a template and its view
 * disagree, or where a file does not parse.
 */
export function renderAll(
  artifacts: readonly Artifact[],
  options: RenderOptions,
): readonly RenderedFile[] {
  const { engine, sourceName, fingerprint } = options;
  return artifacts.map((artifact) => {
    const file = renderOne(artifact, engine, sourceName);
    const meaning = fingerprint?.(file);
    // What has a meaning was parsed for it.
    if (meaning === undefined) checkSyntax(file);
    return meaning === undefined ? file : { ...file, fingerprint: meaning };
  });
}

function renderOne(artifact: Artifact, engine: Engine, sourceName: string): RenderedFile {
  const { body, ...common } = artifact;
  const { path, owner } = common;
  switch (body.kind) {
    case 'bytes':
      return { ...common, template: 'bytes', content: body.bytes };
    case 'json': {
      const text = body.dense === true ? renderDenseJson(body.value) : renderJson(body.value);
      return { ...common, template: 'json', content: `${text}\n` };
    }
    case 'template': {
      const text = engine(body.template, body.view);
      const header = headerLine(path, owner, sourceName);
      const content = tidy(header === undefined ? text : `${header}\n${blank(path)}${text}`);
      return { ...common, template: body.template, content };
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
