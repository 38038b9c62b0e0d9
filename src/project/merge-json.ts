import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Json, type JsonNode, parseJsonDocument } from './json-document.ts';
import { type MemberEdit, editObject, indentUnitOf } from './json-edit.ts';
import type { SharedValues } from './manifest.ts';

/** What a merge needs: the document as it is, what it shall hold, and what it was made to hold last. */
export interface MergeInput {
  readonly path: string;
  readonly text: string;
  readonly wanted: SharedValues;
  /** Absent when the document was never ours. */
  readonly last?: SharedValues | undefined;
}

export type MergeResult =
  | {
      readonly text: string;
      /** Keys that the user set otherwise, such as `scripts.dev`: they stay. */
      readonly kept: readonly string[];
      readonly diagnostic?: undefined;
    }
  | { readonly diagnostic: Diagnostic };

/**
 * Merges the keys that microgen wants into a JSON object. It sets what is absent, updates what still
 * is as it was set last, removes what is no longer wanted, and leaves every key that the user changed or
 * deleted, and every other byte of the text, alone. Objects such as `scripts` are merged entry by entry.
 */
export function mergeJson({ path, text, wanted, last = {} }: MergeInput): MergeResult {
  const document = parseJsonDocument(text, path);
  if (document.root === undefined) {
    const { message, span } = document.fault;
    return { diagnostic: diagnose('shared-file-broken', { path, reason: message }, { span }) };
  }
  if (document.root.members === undefined) {
    return { diagnostic: diagnose('shared-file-broken', { path, reason: 'it is not an object' }) };
  }
  const kept: string[] = [];
  const unit = indentUnitOf(text, document.root);
  const edits = keysOf(wanted, last).flatMap((key) =>
    memberEdits(key, {
      node: memberOf(document.root, key),
      wanted: wanted[key],
      last: last[key],
      edit: (node, entries) => editObject({ text, node, unit, edits: entries }),
      keep: (name) => kept.push(name),
    }),
  );
  const root = editObject({ text, node: document.root, unit, edits });
  return { text: text.slice(0, document.root.start) + root + text.slice(document.root.end), kept };
}

interface Place {
  readonly node: JsonNode | undefined;
  readonly wanted: Json | undefined;
  readonly last: Json | undefined;
  readonly edit: (node: JsonNode, edits: readonly MemberEdit[]) => string;
  readonly keep: (name: string) => void;
}

function memberEdits(key: string, place: Place): readonly MemberEdit[] {
  const { node, wanted, last } = place;
  const entries = isObject(wanted) || (wanted === undefined && isObject(last));
  if (!entries || (node !== undefined && node.members === undefined)) {
    return valueEdits(key, key, place);
  }
  const before = isObject(last) ? last : {};
  const after = isObject(wanted) ? wanted : {};
  const edits = keysOf(after, before).flatMap((name) =>
    valueEdits(name, `${key}.${name}`, {
      ...place,
      node: node === undefined ? undefined : memberOf(node, name),
      wanted: after[name],
      last: before[name],
    }),
  );
  if (edits.length === 0) return [];
  if (node === undefined) return [{ key, value: valueOfEdits(edits) }];
  return [{ key, text: place.edit(node, edits) }];
}

/** The rule for one value, whole. */
function valueEdits(key: string, name: string, { node, wanted, last, keep }: Place): MemberEdit[] {
  if (node === undefined) {
    return wanted === undefined || last !== undefined ? [] : [{ key, value: wanted }];
  }
  if (wanted !== undefined && same(node.value, wanted)) return [];
  if (last !== undefined && same(node.value, last)) {
    return [wanted === undefined ? { key } : { key, value: wanted }];
  }
  if (wanted !== undefined) keep(name);
  return [];
}

function valueOfEdits(edits: readonly MemberEdit[]): Json {
  return Object.fromEntries(
    edits.flatMap((edit) => (edit.value === undefined ? [] : [[edit.key, edit.value]])),
  );
}

function keysOf(wanted: SharedValues, last: SharedValues): readonly string[] {
  return [...new Set([...Object.keys(wanted), ...Object.keys(last)])];
}

/** The last member of a name counts, as for JSON.parse. */
function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  return node.members?.filter((member) => member.key === key).at(-1)?.node;
}

function isObject(value: Json | undefined): value is SharedValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
