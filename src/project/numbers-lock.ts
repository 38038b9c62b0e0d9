import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { NumbersLock } from '../plan/pb/numbers.ts';
import type { Disk } from './disk.ts';
import { type JsonNode, parseJsonDocument } from './json-document.ts';

/** The numbers of a project's messages, or why they cannot be told. */
export type ReadNumbers =
  | { readonly numbers?: NumbersLock; readonly diagnostic?: undefined }
  | { readonly numbers?: undefined; readonly diagnostic: Diagnostic };

/** What cannot be a lock: thrown inside this file only. */
class Misfit extends Error {}

/** Reads the lock of a project; there is none before the first generation with messages. */
export function readNumbers(disk: Disk, path: string): ReadNumbers {
  if (disk.kindOf(path) !== 'file') return {};
  return parseNumbers(new TextDecoder().decode(disk.read(path)), path);
}

/**
 * Reads the text of a lock.
 * @param path how diagnostics name it
 */
export function parseNumbers(text: string, path: string): ReadNumbers {
  const document = parseJsonDocument(text, path);
  if (document.root === undefined) {
    const { message, span } = document.fault;
    return { diagnostic: diagnose('numbers-broken', { path, reason: message }, { span }) };
  }
  try {
    return { numbers: lockOf(document.root) };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { diagnostic: diagnose('numbers-broken', { path, reason: error.message }) };
  }
}

function lockOf(root: JsonNode): NumbersLock {
  const schema = memberOf(root, 'schemaVersion')?.value;
  if (schema !== 'microgen.numbers.v1') throw new Misfit('its schemaVersion is another one');
  return {
    messages: sectionOf(root, 'messages', FIELD_NUMBERS),
    enums: sectionOf(root, 'enums', VALUE_NUMBERS),
  };
}

/** What can be a number, and what it belongs to. */
interface NumberRule {
  readonly owner: RegExp;
  readonly fits: (number: number) => boolean;
  /** Whether what has a number has no other: a value of an enum may have had another once. */
  readonly single: boolean;
}

/** Of a field, with its type behind it (protobuf.dev/programming-guides/proto3, "Assigning Field Numbers"). */
const FIELD_NUMBERS: NumberRule = {
  owner: /^[A-Za-z_]\w* [\w.<>, ]+$/,
  fits: (number) => number > 0 && number < 2 ** 29 && (number < 19_000 || number > 19_999),
  single: true,
};

/** Of an enum's value. */
const VALUE_NUMBERS: NumberRule = {
  owner: /^[A-Za-z_]\w*$/,
  fits: (number) => number >= -(2 ** 31) && number < 2 ** 31,
  single: false,
};

function sectionOf(root: JsonNode, name: string, rule: NumberRule): NumbersLock['messages'] {
  const section = memberOf(root, name);
  return Object.fromEntries(
    membersOf(section, name).map(({ key, node }) => {
      const own = memberOf(node, 'name')?.value;
      if (typeof own !== 'string' || !/^[A-Za-z_]\w*$/.test(own)) {
        throw new Misfit(`${key} has no name`);
      }
      return [key, { name: own, numbers: numbersOf(memberOf(node, 'numbers'), key, rule) }];
    }),
  );
}

function numbersOf(
  node: JsonNode | undefined,
  of: string,
  { owner, fits, single }: NumberRule,
): Readonly<Record<string, string>> {
  const entries = membersOf(node, of).map(({ key, node: { value } }) => {
    if (!/^(?:0|-?[1-9]\d*)$/.test(key) || typeof value !== 'string' || !owner.test(value)) {
      throw new Misfit(`${of} has ${key}, which is no number with an owner`);
    }
    if (!fits(Number(key))) throw new Misfit(`${of} has ${key}, which can be no number there`);
    return [key, value] as const;
  });
  checkOnce(entries, of, single);
  return Object.fromEntries(entries);
}

/** A merge of two branches may leave one number with two owners, of which JSON.parse would keep the last, or the other way round. */
function checkOnce(
  entries: readonly (readonly [string, string])[],
  of: string,
  single: boolean,
): void {
  for (const [index, [number, owner]] of entries.entries()) {
    const before = entries.slice(0, index);
    const same = before.find(([one]) => one === number);
    if (same !== undefined) {
      throw new Misfit(`number ${number} of ${of} is given twice: "${same[1]}" and "${owner}"`);
    }
    const other = single ? before.find(([, one]) => one === owner) : undefined;
    if (other !== undefined) {
      throw new Misfit(`"${owner}" of ${of} has two numbers: ${other[0]} and ${number}`);
    }
  }
}

function membersOf(node: JsonNode | undefined, name: string): NonNullable<JsonNode['members']> {
  if (node?.members === undefined) throw new Misfit(`${name} is not an object`);
  return node.members;
}

function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  return membersOf(node, 'it').find((member) => member.key === key)?.node;
}
