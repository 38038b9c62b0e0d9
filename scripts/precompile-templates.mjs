import { readFileSync, readdirSync } from 'node:fs';
import Handlebars from 'handlebars';

const OPTIONS = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: { if: true, unless: true, each: true },
  preventIndent: true,
};

/**
 * A module that exports every template of a folder, compiled. A template that does not compile,
 * or whose first line does not name its view, fails the build.
 */
export function precompileTemplates(folder) {
  const engine = Handlebars.create();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => name.replaceAll('\\', '/'))
    .toSorted();
  const entries = names.map((name) => {
    const source = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
    if (!/^\{\{!-- view: \w+( \([\w./-]+\))? --\}\}\n/.test(source)) {
      throw new Error(`templates/${name}: the first line must be {{!-- view: TypeName (file) --}}`);
    }
    const key = JSON.stringify(name.slice(0, -'.hbs'.length));
    return `  ${key}: ${engine.precompile(source, { ...OPTIONS, srcName: undefined })},`;
  });
  return `export const templates = {\n${entries.join('\n')}\n};\n`;
}
