const WIDTH = 100;

/** JSON as the formatter leaves it: objects a key a line, lists on one line where they fit. */
export function renderJson(value: unknown, indent: string = '', column: number = 0): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = flatList(value);
    if (flat !== undefined && column + flat.length <= WIDTH) return flat;
    const items = value.map((item) => inner + renderJson(item, inner, inner.length + 1));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + renderJson(item, inner, name.length + 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** A list on one line, where nothing in it must be broken: no object with a key. */
function flatList(list: readonly unknown[]): string | undefined {
  const parts: string[] = [];
  for (const item of list) {
    const part = Array.isArray(item) ? flatList(item) : flatScalar(item);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return `[${parts.join(', ')}]`;
}

function flatScalar(item: unknown): string | undefined {
  const isBroken = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
  return isBroken ? undefined : JSON.stringify(item);
}
