import { byCodeUnit } from '../text/order.ts';
import type { Json, JsonNode } from './json-document.ts';

/** Sets a member to a value or to ready text; removes it when there is neither. */
export interface MemberEdit {
  readonly key: string;
  readonly value?: Json;
  readonly text?: string;
}

/** An object of a JSON text and how it shall change. */
export interface ObjectEdit {
  readonly text: string;
  /** An object of that text. */
  readonly node: JsonNode;
  /** One step of indentation. */
  readonly unit: string;
  readonly edits: readonly MemberEdit[];
}

/** A member as it stands in the text: the white space before it, itself, and what follows up to the comma. */
interface Part {
  readonly key: string;
  readonly lead: string;
  readonly body: string;
  readonly trail: string;
}

/** The object's text after the edits. Members that no edit names keep every byte. */
export function editObject({ text, node, unit, edits }: ObjectEdit): string {
  if (edits.length === 0) return text.slice(node.start, node.end);
  const layout = layoutOf(text, node, unit);
  const parts = edits.reduce(
    (current, edit) => applied(current, edit, layout),
    partsOf(text, node),
  );
  if (parts.length === 0) return '{}';
  return `{${parts.map(({ lead, body, trail }) => lead + body + trail).join(',')}${layout.tail}}`;
}

/** The indentation that the document's author uses; two spaces where nothing shows it. */
export function indentUnitOf(text: string, root: JsonNode): string {
  const first = root.members?.[0];
  const lead = first === undefined ? '' : text.slice(root.start + 1, first.start);
  return /\n([ \t]+)$/.exec(lead)?.[1] ?? '  ';
}

interface Layout {
  readonly lead: string;
  /** Between the last member and the brace. */
  readonly tail: string;
  readonly unit: string;
  readonly eol: string;
}

function layoutOf(text: string, node: JsonNode, unit: string): Layout {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [first] = node.members ?? [];
  const last = node.members?.at(-1);
  if (first !== undefined && last !== undefined) {
    const lead = text.slice(node.start + 1, first.start);
    return { lead, tail: text.slice(last.node.end, node.end - 1), unit, eol };
  }
  const indent = /[ \t]*/.exec(text.slice(text.lastIndexOf('\n', node.start) + 1))?.[0] ?? '';
  return { lead: eol + indent + unit, tail: eol + indent, unit, eol };
}

function partsOf(text: string, node: JsonNode): readonly Part[] {
  const members = node.members ?? [];
  return members.map(({ key, start, node: value }, index) => {
    const before = members[index - 1]?.node.end ?? node.start;
    const gap = text.slice(before, start);
    const comma = gap.search(/[,{]/);
    const next = members[index + 1];
    const after = next === undefined ? '' : text.slice(value.end, next.start);
    return {
      key,
      lead: gap.slice(comma + 1),
      body: text.slice(start, value.end),
      trail: after.slice(0, Math.max(after.indexOf(','), 0)),
    };
  });
}

function applied(parts: readonly Part[], edit: MemberEdit, layout: Layout): readonly Part[] {
  const { key } = edit;
  const index = parts.findLastIndex((part) => part.key === key);
  if (edit.value === undefined && edit.text === undefined) {
    return parts.filter((part) => part.key !== key);
  }
  const old = parts[index];
  const lead = old?.lead ?? layout.lead;
  const value = edit.text ?? rendered(edit.value ?? null, lead, layout);
  const body = `${JSON.stringify(key)}: ${value}`;
  if (old !== undefined) return parts.with(index, { ...old, body: keyTextOf(old) + value });
  const place = placeFor(parts, key);
  return parts.toSpliced(place, 0, { key, lead, body, trail: '' });
}

/** `"key" : `, as the author wrote it. */
function keyTextOf(part: Part): string {
  return /^"(?:[^"\\]|\\.)*"\s*:\s*/.exec(part.body)?.[0] ?? `${JSON.stringify(part.key)}: `;
}

/** Sorted lists, as npm keeps dependencies, stay sorted; others grow at their end. */
function placeFor(parts: readonly Part[], key: string): number {
  const sorted = parts.every(({ key: own }, index) => {
    const before = parts[index - 1];
    return before === undefined || byCodeUnit(before.key, own) < 0;
  });
  const place = parts.findIndex((part) => byCodeUnit(part.key, key) > 0);
  return sorted && parts.length > 1 && place >= 0 ? place : parts.length;
}

function rendered(value: Json, lead: string, { unit, eol }: Layout): string {
  const newline = lead.lastIndexOf('\n');
  if (newline < 0) return JSON.stringify(value);
  const lines = JSON.stringify(value, undefined, unit).split('\n');
  return lines.join(eol + lead.slice(newline + 1));
}
