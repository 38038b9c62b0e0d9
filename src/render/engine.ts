import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { InternalError } from '../diagnostics/internal-error.ts';
import { layout } from '../text/layout.ts';
import { strictView } from './strict-view.ts';

/** Fills the template of a name with a view. */
export type Engine = (template: string, view: object) => string;

const PARTIAL = 'partials/';

/** An engine over templates that the build compiled; `partials/x` is the partial `x`. */
export function createEngine(templates: Readonly<Record<string, unknown>>): Engine {
  const handlebars = (runtime as unknown as typeof Handlebars).create();
  for (const [name, spec] of Object.entries(templates)) {
    if (name.startsWith(PARTIAL)) {
      handlebars.registerPartial(name.slice(PARTIAL.length), handlebars.template(spec as never));
    }
  }
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return (name, view) => {
    let template = compiled.get(name);
    if (template === undefined) {
      const spec = templates[name];
      if (spec === undefined) throw new InternalError(`there is no template ${name}`);
      template = handlebars.template(spec as never);
      compiled.set(name, template);
    }
    return layout(template(strictView(view, name)));
  };
}
