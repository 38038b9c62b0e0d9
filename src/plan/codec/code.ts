import { group } from '../../text/layout.ts';
import { isIdentifier } from '../../text/identifiers.ts';
import { propertyAccess, stringLiteral } from '../../text/literals.ts';
import type { Imports } from '../imports.ts';

/** Lines of code, indented relative to where they will stand. */
export type Lines = readonly string[];

/** Where a checked value stands: the pointer of what holds it, and its key in there. */
export interface Place {
  /** The inside of a template literal that gives the holder's JSON pointer. */
  readonly path: string;
  /** A TypeScript expression; absent for the value at the path itself. */
  readonly key?: string;
}

/** A value as code reads it, and how code puts another one in its place. */
export interface Slot {
  readonly value: string;
  readonly assign: (expression: string) => string;
}

/** The slot of a variable, or of whatever else can stand before `=`. */
export function slotOf(target: string): Slot {
  return { value: target, assign: (expression) => assignment(target, expression) };
}

/** `target = expression;`, the expression on the next line where it does not fit. */
function assignment(target: string, expression: string): string {
  return `${target} = ${expression};`;
}

/** The value that a generated function was given. */
export const ROOT: Place = { path: '${path}' };

/** The arguments that tell a check where it is. */
export function placeArguments({ path, key }: Place): readonly string[] {
  const pointer = path === ROOT.path ? 'path' : `\`${path}\``;
  return key === undefined ? [pointer] : [pointer, key];
}

/** The place of a property of the value at a place. */
export function propertyOf(place: Place, name: string): Place {
  return { path: inside(place), key: stringLiteral(escapePointer(name)) };
}

/** The place of a member whose key only the running code knows. */
export function memberOf(place: Place, key: string): Place {
  return { path: inside(place), key };
}

/** A place without its key: the pointer of the value itself. */
export function inside({ path, key }: Place): string {
  if (key === undefined) return path;
  if (/^\d+$/.test(key)) return `${path}/${key}`;
  const literal = /^(['"])(.*)\1$/s.exec(key);
  if (literal === null) return `${path}/\${${key}}`;
  return `${path}/${(literal[2] ?? '').replaceAll('`', '\\`').replaceAll('${', '\\${')}`;
}

/** An expression for a property of a decoded JSON value: only its own, never an inherited one. */
export function propertyExpression(target: string, name: string, imports: Imports): string {
  if (name in Object.prototype) {
    return `${imports.kit('member')}(${target}, ${stringLiteral(name)})`;
  }
  return propertyAccess(target, name);
}

/** The slot of a property of a decoded JSON value. */
export function propertySlot(target: string, name: string, imports: Imports): Slot {
  if (!(name in Object.prototype)) return slotOf(propertyAccess(target, name));
  return {
    value: propertyExpression(target, name, imports),
    assign: (expression) =>
      callLine(imports.kit('setMember'), [target, stringLiteral(name), expression]),
  };
}

/** `name(a, b);` */
export function callLine(name: string, args: readonly string[]): string {
  return `${name}${group(['(', ')'], args)};`;
}

/** An `if` without an `else`: one around it that holds nothing else can take its conditions. */
interface IfBlock extends Lines {
  readonly conditions: readonly string[];
  readonly body: Lines;
}

/** `if (a && b) { ... }`; an `if` that is all of the body becomes one with it. */
export function ifBlock(conditions: readonly string[], body: Lines): Lines {
  if (isIfBlock(body)) return ifBlock([...conditions, ...body.conditions], body.body);
  const test = group(['(', ')'], conditions, { separator: ' &&', last: '' });
  const lines = [`if ${test} {`, ...indented(body), '}'];
  return Object.assign(lines, { conditions, body }) satisfies IfBlock;
}

function isIfBlock(lines: Lines): lines is IfBlock {
  return 'conditions' in lines;
}

/** Several statements after each other; a single one stays what it is. */
export function inOrder(statements: readonly Lines[]): Lines {
  const [first = [], ...more] = statements.filter((lines) => lines.length > 0);
  return more.length === 0 ? first : [first, ...more].flat();
}

/** Names for the parameters of a callback, numbered by how deep it stands, and the scope of its body. */
export function callback<Scope extends { readonly depth: number; readonly hint: string }>(
  scope: Scope,
  keyName: 'key' | 'index',
): { readonly item: string; readonly key: string; readonly inner: Scope } {
  const suffix = scope.depth === 0 ? '' : String(scope.depth + 1);
  const inner = { ...scope, depth: scope.depth + 1, hint: nameFrom(scope.hint, 'item') };
  return { item: `item${suffix}`, key: `${keyName}${suffix}`, inner };
}

/** Lines that stand one level further in. */
export function indented(lines: Lines): Lines {
  return lines.map((line) => `  ${line}`);
}

/** A camel-case name made of any texts. */
export function nameFrom(...parts: readonly string[]): string {
  const words = parts
    .flatMap((part) => part.split(/[^\p{ID_Continue}$]+/u))
    .filter((word) => word !== '');
  const name = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join('');
  return isIdentifier(name) ? name : `_${name}`;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
