/**
 * Line breaking: a group stands on one line when it fits, else each of its items gets a line.
 * A planner marks groups in ready-made text with control characters, which no other text holds;
 * the renderer, who alone knows the column, resolves them.
 */

const OPEN = '\u0001';
const CLOSE = '\u0002';
/** Where a broken group breaks: nothing, or a space, on one line. */
const SOFT = '\u0003';
const LINE = '\u0004';
/** Ends the indented part of a broken group. */
const DEDENT = '\u0005';
/** The next character stands only in a broken group. */
const IF_BROKEN = '\u0006';
/** A group that holds this, when broken, breaks between items only where the next one does not fit. */
const FILL = '\u0007';

/** A group that holds this is always broken, and so are those around it. */
const FORCE = '\u0008';

/** A group that holds this keeps its items on one line while its last one, broken, can begin there. */
const HUG = '\u000b';

const MARKS = /[\u0001-\u0008\u000b]/;

/** The width that the formatter of this project and of generated ones allows. */
const LINE_WIDTH = 100;

/** How a group looks where it differs from a list of arguments. */
export interface GroupStyle {
  /** A space inside the brackets when on one line. */
  readonly padded?: boolean;
  /** Between items; `,` unless given. */
  readonly separator?: string;
  /** After the last item when broken; the separator unless given. */
  readonly last?: string;
  /** Broken even where it would fit. */
  readonly broken?: boolean;
  /** When broken, as many items a line as fit: for lists of numbers. They hold no groups. */
  readonly fill?: boolean;
}

/** `open a, b close` on one line, or an item a line between them. No items: just the brackets. */
export function group(
  brackets: readonly [open: string, close: string],
  items: readonly string[],
  style: GroupStyle = {},
): string {
  const [open, close] = brackets;
  if (items.length === 0) return open + close;
  const separator = style.separator ?? ',';
  const last = style.last ?? separator;
  const edge = style.padded === true ? LINE : SOFT;
  const inner = items.join(separator + LINE);
  const force = (style.broken === true ? FORCE : '') + (style.fill === true ? FILL : '');
  return `${OPEN}${force}${open}${edge}${inner}${last === '' ? '' : IF_BROKEN + last}${DEDENT}${edge}${close}${CLOSE}`;
}

/** `a | b`, or the same on the next line, indented, or there each variant on a line of its own behind a `|`. */
export function unionGroup(variants: readonly string[]): string {
  if (variants.length === 1) return variants.join('');
  const lines = variants.join(`${DEDENT}${LINE}| `);
  return `${OPEN}${SOFT}${OPEN}${IF_BROKEN}|${IF_BROKEN} ${lines}${CLOSE}${DEDENT}${CLOSE}`;
}

/** `<A, B>`, or a type a line. */
export function typeArguments(types: readonly string[]): string {
  return group(['<', '>'], types, { last: '' });
}

/** `head tail` on one line, or the tail alone, indented, on the next. */
export function hang(head: string, tail: string): string {
  return `${head}${OPEN}${LINE}${tail}${DEDENT}${CLOSE}`;
}

/** `head tail close`, or the tail on an indented line and the close below: a call's last arrow function. */
export function hug(head: string, tail: string, close: string): string {
  return `${head}${OPEN}${LINE}${tail}${IF_BROKEN},${DEDENT}${SOFT}${CLOSE}${close}`;
}

/**
 * `head(a, b)` on one line; else, where the last argument is a list or object with something in it, that one
 * broken behind the others; else an argument a line.
 *
 * @param hugs whether the last argument is one that the formatter lets begin on the call's line
 */
export function callGroup(head: string, args: readonly string[], hugs: boolean): string {
  if (args.length === 0) return `${head}()`;
  const inner = args.join(`,${LINE}`);
  const mark = hugs ? HUG : '';
  return `${head}${OPEN}${mark}(${SOFT}${inner}${IF_BROKEN},${DEDENT}${SOFT})${CLOSE}`;
}

/** Resolves every group of a text against a width, in columns. */
export function layout(text: string, width: number = LINE_WIDTH): string {
  return MARKS.test(text) ? print(parse(text), width) : text;
}

type Node = string | GroupNode;
interface GroupNode {
  readonly parts: readonly Node[];
}

function parse(text: string): readonly Node[] {
  const stack: Node[][] = [[]];
  for (const piece of text.split(/([\u0001-\u0005\u0007\u0008\u000b]|\u0006[\s\S]|\n)/)) {
    const top = stack.at(-1) ?? [];
    if (piece === OPEN) stack.push([]);
    else if (piece === CLOSE) {
      stack.pop();
      stack.at(-1)?.push({ parts: top });
    } else if (piece !== '') top.push(piece);
  }
  return stack[0] ?? [];
}

interface Printer {
  readonly width: number;
  readonly out: string[];
  column: number;
  /** Leading blanks of the line that is being written. */
  indent: number;
  atLineStart: boolean;
}

function print(nodes: readonly Node[], width: number): string {
  const printer: Printer = { width, out: [], column: 0, indent: 0, atLineStart: true };
  printAll(nodes, false, printer, 0, 0);
  return printer.out.join('');
}

/** @param after how much must follow the nodes on their last line */
function printAll(
  nodes: readonly Node[],
  broken: boolean,
  printer: Printer,
  base: number,
  after: number,
): void {
  let indented = false;
  nodes.forEach((node, index) => {
    if (typeof node === 'string') {
      if (node === FORCE || node === FILL || node === HUG) return;
      if (node === DEDENT) indented = false;
      else if (node === SOFT || node === LINE) {
        if (broken && !(node === LINE && nodes[0] === FILL && fillsOn(nodes, index, printer))) {
          const closing = nodes[index - 1] === DEDENT;
          if (!closing) indented = true;
          breakLine(printer, base + (indented ? 2 : 0));
        } else if (node === LINE) write(' ', printer);
      } else if (node.startsWith(IF_BROKEN)) {
        if (broken) write(node.slice(1), printer);
      } else write(node, printer);
      return;
    }
    const tail = tailWidth(nodes, index + 1, broken, after);
    const fits = printer.column + widthOf(node) + tail <= printer.width;
    const whole = fits || hugsLast(node, printer);
    printAll(node.parts, !whole, printer, printer.indent, fits ? 0 : tail);
  });
}

/** Whether what stands before the first break of a group's last item fits the line. */
function hugsLast({ parts }: GroupNode, { column, width }: Printer): boolean {
  if (parts[0] !== HUG) return false;
  const at = parts.findLastIndex((part) => typeof part !== 'string');
  const last = parts[at];
  if (last === undefined || typeof last === 'string') return false;
  const before = widthOf({ parts: parts.slice(0, at) });
  return column + before + headWidth(last) <= width;
}

/** Whether the next item of a filled group, with its comma, still fits the line. */
function fillsOn(nodes: readonly Node[], index: number, { column, width }: Printer): boolean {
  const next = nodes[index + 1];
  const isLast = nodes[index + 2] !== LINE;
  return typeof next === 'string' && column + 1 + next.length + (isLast ? 1 : 0) <= width;
}

function write(text: string, printer: Printer): void {
  if (text === '\n') {
    printer.out.push(text);
    printer.column = 0;
    printer.indent = 0;
    printer.atLineStart = true;
    return;
  }
  if (printer.atLineStart) {
    printer.indent = text.length - text.trimStart().length;
    printer.atLineStart = false;
  }
  printer.out.push(text);
  printer.column += text.length;
}

function breakLine(printer: Printer, indent: number): void {
  printer.out.push('\n', ' '.repeat(indent));
  printer.column = indent;
  printer.indent = indent;
  printer.atLineStart = false;
}

/** What follows on the same line, up to the first place that may break. */
function tailWidth(nodes: readonly Node[], from: number, broken: boolean, after: number): number {
  let width = 0;
  for (const node of nodes.slice(from)) {
    if (node === '\n') return width;
    if (typeof node !== 'string') return width + headWidth(node);
    if (node === SOFT || node === LINE) {
      if (broken) return width;
      width += node === LINE ? 1 : 0;
    } else width += plainWidth(node, broken);
  }
  return width + after;
}

/** The text of a group before its first break. */
function headWidth(node: GroupNode): number {
  let width = 0;
  for (const part of node.parts) {
    if (typeof part !== 'string') return width + headWidth(part);
    if (part === SOFT || part === LINE) return width;
    width += plainWidth(part, true);
  }
  return width;
}

function plainWidth(part: string, broken: boolean): number {
  if (part === DEDENT || part === FORCE || part === FILL || part === HUG) return 0;
  if (part.startsWith(IF_BROKEN)) return broken ? 1 : 0;
  return part.length;
}

function widthOf(node: GroupNode): number {
  let width = 0;
  for (const part of node.parts) {
    if (typeof part !== 'string') width += widthOf(part);
    else if (part === '\n') return width;
    else if (part === FORCE) return Number.POSITIVE_INFINITY;
    else if (part === LINE) width += 1;
    else if (part !== SOFT) width += plainWidth(part, false);
  }
  return width;
}
