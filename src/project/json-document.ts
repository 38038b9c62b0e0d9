import { createLines } from '../diagnostics/lines.ts';
import type { Span } from '../diagnostics/span.ts';

/** A JSON value. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value of a JSON text and where it stands: offsets in UTF-16 units, the end exclusive. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  /** Only of objects, in the order of the text. */
  readonly members?: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  readonly start: number;
  readonly node: JsonNode;
}

/** Why a text is no JSON, and where it stops being it. */
export interface JsonFault {
  readonly message: string;
  readonly span: Span;
}

export type JsonDocument =
  | { readonly root: JsonNode; readonly value: unknown }
  | { readonly root?: undefined; readonly fault: JsonFault };

class Stop extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Nesting beyond this is refused: no file of a project comes near, and the parser recurses. */
const MAX_DEPTH = 500;

/** Parses JSON (RFC 8259) and keeps where each value stands, so that one can be changed and the rest left alone. */
export function parseJsonDocument(text: string, path: string): JsonDocument {
  const parser = new JsonParser(text);
  try {
    const root = parser.document();
    return { root, value: root.value };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return {
      fault: {
        message: error.message,
        span: createLines(text).span(path, error.offset, error.offset + 1),
      },
    };
  }
}

/** The value of a JSON text alone. Node's own parser is the fast one; ours says where a fault is, the same on every Node. */
export function parseJson(
  text: string,
  path: string,
): { readonly value: unknown; readonly fault?: undefined } | { readonly fault: JsonFault } {
  try {
    if (isShallow(text)) return { value: JSON.parse(text) };
  } catch {
    // It is told by the parser that knows where.
  }
  const document = parseJsonDocument(text, path);
  return document.root === undefined ? { fault: document.fault } : { value: document.value };
}

/** Counts brackets within strings too: what this takes for deep is looked at by the other parser. */
function isShallow(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= MAX_DEPTH; at += 1) {
    const code = text.charCodeAt(at);
    // `{` and `[`, then `}` and `]`: they differ in one bit.
    if ((code | 0x20) === 0x7b) depth += 1;
    else if ((code | 0x20) === 0x7d) depth -= 1;
  }
  return depth <= MAX_DEPTH;
}

class JsonParser {
  private readonly text: string;
  private at: number;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  document(): JsonNode {
    const node = this.node();
    this.space();
    if (this.at < this.text.length) throw this.unexpected('nothing more');
    return node;
  }

  private node(): JsonNode {
    this.space();
    const start = this.at;
    const first = this.text[start];
    if (first === '{' || first === '[') return this.nested(first, start);
    const value = first === '"' ? this.string() : this.scalar();
    return { start, end: this.at, value };
  }

  private nested(open: '{' | '[', start: number): JsonNode {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new Stop('it is nested too deeply', this.at);
    const node = open === '{' ? this.object(start) : this.array(start);
    this.depth -= 1;
    return node;
  }

  private object(start: number): JsonNode {
    const members: JsonMember[] = [];
    this.items('}', 'a property name in double quotes', () => members.push(this.member()));
    // A null prototype keeps a member named __proto__ a member.
    const value: Record<string, unknown> = Object.create(null);
    for (const { key, node } of members) value[key] = node.value;
    return { start, end: this.at, value, members };
  }

  private array(start: number): JsonNode {
    const values: unknown[] = [];
    this.items(']', 'a value', () => values.push(this.node().value));
    return { start, end: this.at, value: values };
  }

  /** Reads what stands between brackets, commas apart. */
  private items(close: '}' | ']', expected: string, read: () => void): void {
    this.at += 1;
    this.space();
    if (this.take(close)) return;
    do {
      this.space();
      if (this.text[this.at] === close) throw this.unexpected(`${expected} after the comma`);
      read();
      this.space();
    } while (this.take(','));
    if (!this.take(close)) throw this.unexpected(`"," or "${close}"`);
  }

  private member(): JsonMember {
    const start = this.at;
    if (this.text[start] !== '"') throw this.unexpected('a property name in double quotes');
    const key = this.string();
    this.space();
    if (!this.take(':')) throw this.unexpected('":"');
    return { key, start, node: this.node() };
  }

  private string(): string {
    const pattern = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
    return String(this.parsed(pattern, 'a closing quote or a valid escape'));
  }

  private scalar(): unknown {
    const pattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
    return this.parsed(pattern, 'a value');
  }

  private parsed(pattern: RegExp, expected: string): unknown {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) throw this.unexpected(expected);
    this.at += match[0].length;
    return JSON.parse(match[0]);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private unexpected(expected: string): Stop {
    const found = this.text.codePointAt(this.at);
    const shown = found === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(found));
    return new Stop(`expected ${expected}, found ${shown}`, this.at);
  }
}
