/** A JSON Schema 2020-12, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const root = '#/$defs/';

/**
 * A schema with the definitions that it refers to, here or further in, as its own `$defs`. One that is
 * only a reference is spelled out, since AI clients want to see an object.
 */
export function selfContained(
  schema: JsonSchema,
  definitions: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  const { $ref, ...beside } = schema;
  const target = typeof $ref === 'string' ? definitionOf($ref, definitions) : undefined;
  const whole = target === undefined ? schema : { ...target, ...beside };
  const used = new Map<string, JsonSchema>();
  collect(whole, definitions, used);
  if (used.size === 0) return whole;
  const names = [...used.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  return { ...whole, $defs: Object.fromEntries(names.map((name) => [name, used.get(name)])) };
}

function definitionOf(
  reference: string,
  definitions: Readonly<Record<string, JsonSchema>>,
): JsonSchema | undefined {
  const name = nameOf(reference);
  return name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

/** The definition that a reference names: a step of a JSON pointer in a URL's fragment (RFC 6901, section 6). */
function nameOf(reference: string): string | undefined {
  if (!reference.startsWith(root)) return undefined;
  const step = decodeURIComponent(reference.slice(root.length));
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function collect(
  part: unknown,
  definitions: Readonly<Record<string, JsonSchema>>,
  used: Map<string, JsonSchema>,
): void {
  if (typeof part !== 'object' || part === null) return;
  const reference = '$ref' in part && typeof part.$ref === 'string' ? part.$ref : '';
  const name = nameOf(reference);
  const target = definitionOf(reference, definitions);
  if (name !== undefined && target !== undefined && !used.has(name)) {
    used.set(name, target);
    collect(target, definitions, used);
  }
  for (const inner of Object.values(part)) collect(inner, definitions, used);
}
