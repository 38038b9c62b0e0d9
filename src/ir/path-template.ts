/** One part of a path between slashes: a fixed text, any one part, or all the parts that are left. */
export type TemplateSegment =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'one' | 'rest' };

/** The parts of a path that a field of the request holds. */
export interface PathVariable {
  /** The field, with dots where it is one of a nested message: `thing.id`. */
  readonly field: string;
  /** What its value looks like; one part where the template says nothing of it. */
  readonly segments: readonly TemplateSegment[];
}

/** A path template, taken apart: the grammar of `google.api.http`, of which `/users/{id}` is a small part. */
export interface PathTemplate {
  readonly parts: readonly (TemplateSegment | PathVariable)[];
  readonly variables: readonly PathVariable[];
  /** What stands behind the last colon: `publish` in `/v1/{name=books/*}:publish`. */
  readonly verb?: string;
}

/** A template, or what is wrong with the text of one; the reason reads after "the path". */
export type ParsedTemplate = { readonly template: PathTemplate } | { readonly fault: string };

const FIELD_PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** Characters of a path (RFC 3986, section 3.3), the asterisk apart. */
const LITERAL = /^(?:[\w.~$&'()!+,;=@:-]|%[0-9A-Fa-f]{2})+$/;

/** A fault on its way out of the parser. */
class TemplateFault extends Error {}

/** Reads `/v1/{name=shelves/*}:publish`. */
export function parseTemplate(text: string): ParsedTemplate {
  try {
    return { template: templateOf(text) };
  } catch (error) {
    if (error instanceof TemplateFault) return { fault: error.message };
    throw error;
  }
}

function templateOf(text: string): PathTemplate {
  if (!text.startsWith('/')) throw new TemplateFault('does not begin with `/`');
  const colon = text.lastIndexOf(':');
  const hasVerb = colon > Math.max(text.lastIndexOf('/'), text.lastIndexOf('}'));
  const path = hasVerb ? text.slice(0, colon) : text;
  // A slash within braces is followed by their end.
  const pieces = path === '/' ? [] : path.slice(1).split(/\/(?![^{}]*\})/);
  const parts = pieces.map(partOf);
  const variables = parts.filter((part) => 'field' in part);
  checkRest(parts.flatMap(segmentsOf));
  const names = variables.map(({ field }) => field);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TemplateFault(`has {${twice}} twice`);
  if (!hasVerb) return { parts, variables };
  const verb = text.slice(colon + 1);
  if (verb === '') throw new TemplateFault('has nothing behind its last `:`');
  segmentOf(verb);
  return { parts, variables, verb };
}

function partOf(piece: string): TemplateSegment | PathVariable {
  if (!/[{}]/.test(piece)) return segmentOf(piece);
  const [, field, pattern] = /^\{([^{}=]*)(?:=([^{}]*))?\}$/.exec(piece) ?? [];
  if (field === undefined) {
    throw new TemplateFault(`has \`${piece}\`, where a part is plain text or one {variable}`);
  }
  if (!FIELD_PATH.test(field)) throw new TemplateFault(`has {${field}}, which names no field`);
  return { field, segments: (pattern ?? '*').split('/').map(segmentOf) };
}

function segmentOf(text: string): TemplateSegment {
  if (text === '*') return { kind: 'one' };
  if (text === '**') return { kind: 'rest' };
  if (text === '') throw new TemplateFault('has nothing between two slashes');
  if (!LITERAL.test(text) || /^\.{1,2}$/.test(text)) {
    throw new TemplateFault(`has \`${text}\`, which is no plain text of a path`);
  }
  return { kind: 'literal', text };
}

function checkRest(segments: readonly TemplateSegment[]): void {
  const index = segments.findIndex(({ kind }) => kind === 'rest');
  if (index !== -1 && index < segments.length - 1) {
    throw new TemplateFault('has `**` before its end');
  }
}

/** The segments of a part of a template. */
function segmentsOf(part: TemplateSegment | PathVariable): readonly TemplateSegment[] {
  return 'field' in part ? part.segments : [part];
}

/** Some segments as a template has them: `shelves/*`. */
export function patternText(segments: readonly TemplateSegment[]): string {
  return segments.map(segmentText).join('/');
}

function segmentText(segment: TemplateSegment): string {
  if (segment.kind === 'literal') return segment.text;
  return segment.kind === 'one' ? '*' : '**';
}

/** Whether a variable is one part of a path, whatever that is: `{id}`. */
export function isSimple({ segments }: PathVariable): boolean {
  return segments.length === 1 && segments[0]?.kind === 'one';
}

/** The same text for all templates that match the same paths: the fields in it do not show. */
export function pathShape(path: string): string {
  const parsed = parseTemplate(path);
  if ('fault' in parsed) return path.replace(/\{[^{}]*\}/g, '*');
  const { parts, verb } = parsed.template;
  const shape = `/${patternText(parts.flatMap(segmentsOf))}`;
  return verb === undefined ? shape : `${shape}:${verb}`;
}

/** The variables of a path, in its order; none of one that is no template. */
export function pathVariables(path: string): readonly PathVariable[] {
  const parsed = parseTemplate(path);
  return 'fault' in parsed ? [] : parsed.template.variables;
}

/** A path whose variables name other fields. What is no template stays as it is. */
export function renameVariables(path: string, rename: (field: string) => string): string {
  return path.replace(/\{([^{}=]*)/g, (_, field: string) => `{${rename(field)}`);
}
