const WIDTH = 100;

/** JSON as the formatter leaves it: objects a key a line, lists on one line where they fit. */
export function renderJson(value: unknown, indent: string = '', column: number = 0): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = flatList(value);
    if (flat !== undefined && column + flat.length <= WIDTH) return flat;
    const items = value.map((item) => inner + renderJson(item, inner, inner.length + 1));
    const lines = isNumbers(value) ? filledLines(value, inner) : items;
    return `[\n${lines.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + renderJson(item, inner, name.length + 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isNumbers(list: readonly unknown[]): list is readonly number[] {
  return list.every((item) => typeof item === 'number');
}

/** As many numbers a line as fit with their commas, which the last one has not. */
function filledLines(numbers: readonly number[], indent: string): readonly string[] {
  const lines: string[] = [];
  for (const [index, number] of numbers.entries()) {
    const text = scalarText(number);
    const longer = `${lines.at(-1)}, ${text}`;
    const comma = index === numbers.length - 1 ? 0 : 1;
    if (index > 0 && longer.length + comma <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(indent + text);
  }
  return lines;
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
  return isBroken ? undefined : scalarText(item);
}

/** As `JSON.stringify` writes it, but for the plus sign of an exponent, which the formatter takes out. */
function scalarText(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === 'number' ? text.replace('e+', 'e') : text;
}

/** The same with objects on one line where they fit, as the formatter leaves them when they are written so. */
export function renderDenseJson(value: unknown, indent: string = '', column: number = 0): string {
  const flat = flatText(value);
  if (flat !== undefined && column + flat.length <= WIDTH) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + renderDenseJson(item, inner, inner.length + 1));
    const lines = isNumbers(value) ? filledLines(value, inner) : items;
    return `[\n${lines.join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const lines = membersOf(value).map(([key, item]) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    return name + renderDenseJson(item, inner, name.length + 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function membersOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** A value on one line; `undefined` for one that holds a list of records, which are better read below each other. */
function flatText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const isList = Array.isArray(value);
  if (isList && value.length > 1 && value.every(isRecord)) return undefined;
  const parts = isList
    ? value.map(flatText)
    : membersOf(value).map(([key, item]) => {
        const text = flatText(item);
        return text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
      });
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const text = known.join(', ');
  return isList ? `[${text}]` : text === '' ? '{}' : `{ ${text} }`;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 1;
}
