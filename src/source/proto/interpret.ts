import type { Span } from '../../diagnostics/span.ts';
import { nearest } from '../../text/nearest.ts';
import type {
  Definition,
  Draft,
  FieldDescriptor,
  MessageDescriptor,
  Optioned,
} from './descriptor.ts';
import { type AnyFinder, type ValueContext, valueOf } from './interpret-value.ts';
import type { Making } from './making.ts';
import {
  type OptionDraft,
  addValue,
  createDraft,
  finishDraft,
  isDraft,
  otherOfOneof,
} from './option-draft.ts';
import type { OptionMessage } from './option-value.ts';
import { resolveName } from './resolve.ts';
import type { Symbols } from './symbols.ts';
import type { OptionNode, OptionPart } from './syntax.ts';
import { required } from './required.ts';

/** The message of descriptor.proto that holds the options of a declaration. */
const HOLDERS: Readonly<Record<Optioned['kind'], string>> = {
  file: 'FileOptions',
  message: 'MessageOptions',
  field: 'FieldOptions',
  oneof: 'OneofOptions',
  enum: 'EnumOptions',
  'enum value': 'EnumValueOptions',
  service: 'ServiceOptions',
  method: 'MethodOptions',
  'extension range': 'ExtensionRangeOptions',
};

const HOLDER_NAMES: ReadonlySet<string> = new Set(
  Object.values(HOLDERS).map((holder) => `google.protobuf.${holder}`),
);

/** Gives every declaration of a file its options, as data under the fields of descriptor.proto. */
export function interpretOptions(making: Making, symbols: Symbols): void {
  for (const [owner, nodes] of making.options) {
    const holder = `google.protobuf.${HOLDERS[owner.kind]}`;
    const type = symbols.definition(holder);
    const scope = { making, symbols, scope: scopeOfOptions(owner, making) };
    if (type?.kind === 'message') setOptions(owner, interpretAll(nodes, type, scope));
    else for (const node of nodes) reportNoHolder(node, holder, making);
  }
}

function setOptions(owner: Draft<Optioned>, options: OptionMessage): void {
  const isEntry = owner.kind === 'message' && owner.isMapEntry;
  if (isEntry) owner.options = withMapEntry(owner, options);
  else if (options.fields.length > 0) owner.options = options;
}

/** Entries of maps say that they are. */
function withMapEntry({ at }: Draft<MessageDescriptor>, options: OptionMessage): OptionMessage {
  const field = options.type?.field.find(({ name }) => name === 'map_entry');
  return field === undefined
    ? options
    : { ...options, fields: [{ field, value: true, span: at.name }] };
}

/** A descriptor.proto of the user's that is too old to know options of this kind. */
function reportNoHolder(node: OptionNode, holder: string, { unit, report }: Making): void {
  const name = nameUpTo(node, node.name.length - 1);
  report(
    'proto-unknown-option',
    { name, of: `this descriptor.proto, without ${holder},` },
    unit.spanOf(node),
  );
}

function scopeOfOptions(owner: Optioned, { file }: Making): string {
  if (owner.kind === 'file') return file.package;
  return owner.kind === 'extension range' ? file.package : owner.fullName;
}

interface Scope {
  readonly making: Making;
  readonly symbols: Symbols;
  readonly scope: string;
}

function interpretAll(
  nodes: readonly OptionNode[],
  type: MessageDescriptor,
  scope: Scope,
): OptionMessage {
  const draft = createDraft(type);
  for (const node of nodes) interpretOne(node, draft, scope);
  const options = finishDraft(draft);
  required(options, scope.making.report);
  return options;
}

/** Follows the name of an option from message to message, and sets the field that it ends at. */
function interpretOne(node: OptionNode, draft: OptionDraft, scope: Scope): void {
  const { making } = scope;
  const span = making.unit.spanOf(node);
  let target = draft;
  for (const [index, part] of node.name.entries()) {
    const field = findField(part, target.type, scope);
    if (field === undefined) return;
    const said = nameUpTo(node, index);
    if (index === node.name.length - 1) {
      setField(target, field, { node, span, said }, scope);
      return;
    }
    const inner = stepInto(target, field, { span: making.unit.spanOf(part), said, making });
    if (inner === undefined) return;
    target = inner;
  }
}

function nameUpTo({ name }: OptionNode, index: number): string {
  return name
    .slice(0, index + 1)
    .map(({ text, isExtension }) => (isExtension ? `(${text})` : text))
    .join('.');
}

interface Step {
  readonly span: Span;
  readonly said: string;
  readonly making: Making;
}

function stepInto(
  draft: OptionDraft,
  field: FieldDescriptor,
  { span, said, making }: Step,
): OptionDraft | undefined {
  const { message, label } = field;
  if (message === undefined || label === 'repeated') {
    const reason = `${said} is ${message === undefined ? 'no message' : 'a list'}, so nothing in it can be set by name`;
    making.report('proto-option-misuse', { reason, help: 'Set it as a whole.' }, span);
    return undefined;
  }
  if (refuseOther(draft, field, { span, said, making })) return undefined;
  const known = draft.fields.get(field)?.values[0];
  if (known !== undefined && isDraft(known)) return known;
  const made = createDraft(message);
  addValue(draft, field, { value: made, span });
  return made;
}

function refuseOther(
  draft: OptionDraft,
  field: FieldDescriptor,
  { span, said, making }: Step,
): boolean {
  const other = otherOfOneof(draft, field);
  if (other === undefined) return false;
  const reason = `${said} and ${other.name} are of one oneof, and both are set`;
  making.report('proto-option-misuse', { reason, help: 'Delete one of the two.' }, span);
  return true;
}

interface Setting {
  readonly node: OptionNode;
  readonly span: Span;
  readonly said: string;
}

function setField(
  draft: OptionDraft,
  field: FieldDescriptor,
  { node, span, said }: Setting,
  scope: Scope,
): void {
  const { making } = scope;
  if (field.label !== 'repeated' && draft.fields.has(field)) {
    making.report(
      'proto-option-misuse',
      { reason: `${said} is set twice`, help: 'Delete one of the two.' },
      span,
    );
    return;
  }
  if (refuseOther(draft, field, { span, said, making })) return;
  const context: ValueContext = {
    spanOf: making.unit.spanOf,
    report: making.report,
    findExtension: (part, type) => findField(part, type, scope),
    findAny: anyFinder(scope),
    inText: false,
  };
  const value = valueOf(node.value, field, context);
  if (value !== undefined) addValue(draft, field, { value, span });
}

function anyFinder({ symbols }: Scope): AnyFinder {
  return (name) => {
    const found = symbols.definition(name);
    return found?.kind === 'message' ? found : undefined;
  };
}

/** The field of a message, or the extension of it, that a part of a name means. */
function findField(
  part: OptionPart,
  type: MessageDescriptor,
  scope: Scope,
): FieldDescriptor | undefined {
  const { making, symbols } = scope;
  const span = making.unit.spanOf(part);
  if (part.text === 'uninterpreted_option' && HOLDER_NAMES.has(type.fullName)) {
    const reason = 'uninterpreted_option is what compilers put options into that they do not know';
    making.report('proto-option-misuse', { reason, help: 'Set the option itself.' }, span);
    return undefined;
  }
  if (!part.isExtension) {
    const found = type.field.find(({ name }) => name === part.text);
    if (found === undefined) {
      const known = type.field.map(({ name }) => name);
      const params = {
        name: part.text,
        of: nameOfHolder(type),
        nearest: nearest(part.text, known),
      };
      making.report('proto-unknown-option', params, span);
    }
    return found;
  }
  const accepts = (definition: Definition): boolean => definition.kind === 'field';
  const place = { symbols, file: making.file, scope: scope.scope, accepts, inOptions: true };
  const outcome = resolveName(part.text, place);
  if ('notImported' in outcome) {
    const { fullName, file } = outcome.notImported;
    making.report('proto-not-imported', { name: fullName, file: file.name }, span);
    return undefined;
  }
  const found = 'found' in outcome ? outcome.found : undefined;
  if (found?.kind === 'field' && found.extendee === type) return found;
  making.report('proto-unknown-option', { name: `(${part.text})`, of: nameOfHolder(type) }, span);
  return undefined;
}

function nameOfHolder({ fullName }: MessageDescriptor): string {
  const kind = Object.entries(HOLDERS).find(
    ([, holder]) => fullName === `google.protobuf.${holder}`,
  )?.[0];
  if (kind === undefined) return fullName;
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
