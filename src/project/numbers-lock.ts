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
  return { messages: sectionOf(root, 'messages'), enums: sectionOf(root, 'enums') };
}

function sectionOf(root: JsonNode, name: string): NumbersLock['messages'] {
  const section = memberOf(root, name);
  return Object.fromEntries(
    membersOf(section, name).map(({ key, node }) => {
      const own = memberOf(node, 'name')?.value;
      if (typeof own !== 'string') throw new Misfit(`${key} has no name`);
      return [key, { name: own, numbers: numbersOf(memberOf(node, 'numbers'), key) }];
    }),
  );
}

/** A merge of two branches may leave one number with two owners: JSON.parse would keep the last of them. */
function numbersOf(node: JsonNode | undefined, of: string): Readonly<Record<string, string>> {
  const entries = membersOf(node, of).map(({ key, node: { value } }) => {
    if (!/^-?\d+$/.test(key) || typeof value !== 'string') {
      throw new Misfit(`${of} has ${key}, which is no number with an owner`);
    }
    return [key, value] as const;
  });
  for (const [index, [number, owner]] of entries.entries()) {
    const other = entries.findIndex(([one]) => one === number);
    if (other !== index) {
      throw new Misfit(
        `number ${number} of ${of} is given twice: "${entries[other]?.[1]}" and "${owner}"`,
      );
    }
  }
  return Object.fromEntries(entries);
}

function membersOf(node: JsonNode | undefined, name: string): NonNullable<JsonNode['members']> {
  if (node?.members === undefined) throw new Misfit(`${name} is not an object`);
  return node.members;
}

function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  return membersOf(node, 'it').find((member) => member.key === key)?.node;
}
