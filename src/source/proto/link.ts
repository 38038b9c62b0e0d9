import { nearest } from '../../text/nearest.ts';
import type {
  Definition,
  Draft,
  EnumDescriptor,
  FieldDescriptor,
  MessageDescriptor,
} from './descriptor.ts';
import type { FieldMaking, Making, MethodMaking } from './making.ts';
import { scopeOf } from './names.ts';
import { type Place, resolveName } from './resolve.ts';
import type { NameNode } from './syntax.ts';
import { type Symbols, kindOf } from './symbols.ts';

/** A name that is to be resolved, and what it may mean. */
interface Reference {
  readonly name: NameNode;
  readonly scope: string;
  readonly wanted: 'a message' | 'a message or an enum';
  /** Whether what is no type can be in the way: it is of extended messages and of methods, not of fields. */
  readonly isStrict: boolean;
}

/** Finds the types that fields, extensions and methods name, and reports those that are not there. */
export function linkFile(making: Making, symbols: Symbols): void {
  for (const field of making.fields) linkField(field, making, symbols);
  for (const method of making.methods) linkMethod(method, making, symbols);
}

function linkField({ field, type, extendee }: FieldMaking, making: Making, symbols: Symbols): void {
  const scope = scopeOf(field.fullName);
  if (extendee !== undefined) {
    const found = findType(
      { name: extendee, scope: field.fullName, wanted: 'a message', isStrict: true },
      making,
      symbols,
    );
    field.extendee = found?.kind === 'message' ? found : unresolvedMessage(extendee, making);
  }
  if (type === undefined) return;
  const found = findType(
    { name: type, scope, wanted: 'a message or an enum', isStrict: false },
    making,
    symbols,
  );
  setType(field, found ?? unresolvedMessage(type, making));
}

function setType(field: Draft<FieldDescriptor>, type: MessageDescriptor | EnumDescriptor): void {
  if (type.kind === 'enum') {
    field.type = 'enum';
    field.enum = type;
  } else {
    field.message = type;
  }
}

function linkMethod(
  { method, input, output }: MethodMaking,
  making: Making,
  symbols: Symbols,
): void {
  const typeOf = (name: NameNode): MessageDescriptor => {
    const scope = method.fullName;
    const reference = { name, scope, wanted: 'a message', isStrict: true } as const;
    const found = findType(reference, making, symbols);
    return found?.kind === 'message' ? found : unresolvedMessage(name, making);
  };
  method.inputType = typeOf(input);
  method.outputType = typeOf(output);
}

/** Stands for a type that was reported, so that the rest can be looked at. */
function unresolvedMessage(name: NameNode, { file, unit }: Making): MessageDescriptor {
  const span = unit.spanOf(name);
  return {
    kind: 'message',
    name: name.text,
    fullName: name.text.replace(/^\./, ''),
    file,
    at: { whole: span, name: span },
    comments: { detached: [] },
    options: file.options,
    features: file.features,
    deprecated: false,
    parent: undefined,
    field: [],
    extension: [],
    nestedType: [],
    enumType: [],
    extensionRange: [
      {
        kind: 'extension range',
        start: 1,
        end: 2 ** 31 - 1,
        at: { whole: span, name: span },
        options: file.options,
      },
    ],
    oneofDecl: [],
    reservedRange: [],
    reservedName: [],
    visibility: undefined,
    isMapEntry: false,
  };
}

function isType(definition: Definition): definition is MessageDescriptor | EnumDescriptor {
  return definition.kind === 'message' || definition.kind === 'enum';
}

function findType(
  { name, scope, wanted, isStrict }: Reference,
  making: Making,
  symbols: Symbols,
): MessageDescriptor | EnumDescriptor | undefined {
  const { file, report, unit } = making;
  const place = { symbols, file, scope, accepts: isStrict ? () => true : isType };
  const found = findDefinition(name, place, making);
  if (found === undefined) return undefined;
  const fits = isType(found) && (wanted !== 'a message' || found.kind === 'message');
  if (!fits) {
    const params = { name: name.text, kind: kindOf(found), wanted };
    report('proto-wrong-kind', params, unit.spanOf(name));
    return undefined;
  }
  checkNoEntry(found, name, making);
  return found;
}

/** What a name means; reported where it means nothing. */
function findDefinition(
  name: NameNode,
  place: Place,
  { report, unit }: Making,
): Definition | undefined {
  const outcome = resolveName(name.text, place);
  const span = unit.spanOf(name);
  if ('notImported' in outcome) {
    const { fullName, file } = outcome.notImported;
    report('proto-not-imported', { name: fullName, file: file.name }, span);
    return undefined;
  }
  if ('shadowedBy' in outcome) {
    report('proto-undefined-type', { name: name.text, ...outcome }, span);
    return undefined;
  }
  if (outcome.found === undefined) {
    report(
      'proto-undefined-type',
      { name: name.text, nearest: nearestName(name.text, place) },
      span,
    );
  }
  return outcome.found;
}

function nearestName(name: string, { symbols, file, accepts }: Place): string | undefined {
  if (!symbols.maySuggest()) return undefined;
  const candidates = new Set<string>();
  for (const fullName of symbols.names()) {
    const definition = symbols.definition(fullName);
    if (definition === undefined || !accepts(definition)) continue;
    if (!symbols.sees(file, definition.file)) continue;
    candidates.add(name.includes('.') ? fullName : definition.name);
  }
  return nearest(name, candidates);
}

function checkNoEntry(
  type: MessageDescriptor | EnumDescriptor,
  name: NameNode,
  making: Making,
): void {
  if (type.kind !== 'message' || !type.isMapEntry) return;
  const reason = `${type.fullName} is what a map makes, and no type to use`;
  const help = 'Declare a message with a key and a value, or use a map here as well.';
  making.report('proto-map', { reason, help }, making.unit.spanOf(name));
}
