import { streamsIn, streamsOut } from '../../ir/method-kind.ts';
import { declarationsByName } from '../../ir/resolve.ts';
import type { Contract, Declaration, MapType, Method, Service, Type } from '../../ir/types.ts';
import { isEntryList } from '../../ir/wire.ts';
import { upperFirst } from '../../text/cases.ts';
import { assertNever } from '../../text/assert-never.ts';
import { contentOf } from './contents.ts';
import { enumShape, literalShape } from './enums.ts';
import {
  ANY,
  type Lowering,
  type Shape,
  addMessage,
  addWrapper,
  docsOf,
  fieldOf,
  messageShape,
  singleShape,
} from './lowering.ts';
import { Names, type Place, identifier } from './names.ts';
import { type NumbersLock, namesGiven } from './numbers.ts';
import { holdsItself } from './recursive.ts';
import { scalarShape } from './scalars.ts';
import type { Schema, SchemaMethod, SchemaService } from './schema.ts';

/**
 * Lays a contract out as messages and services of the protobuf language.
 * @param lock what is called how for life
 */
export function schemaOf(contract: Contract, packageName: string, lock: NumbersLock): Schema {
  const names = new Names(
    namesGiven(lock),
    contract.services.map(({ name }) => serviceName(name)),
  );
  // The author's own names come first: those that are made here step aside.
  for (const { name, from } of contract.declarations) if (from === 'contract') names.of([name]);
  const lowering: Lowering = {
    declarations: declarationsByName(contract),
    names,
    messages: [],
    enums: [],
    declared: new Map(),
    shapeOf: (type, place) => shapeOf(lowering, type, place),
  };
  const services = contract.services.map((service) => serviceOf(lowering, service));
  const { messages, enums } = lowering;
  return { package: packageName, messages, enums, services };
}

/** Services and their methods are called alike: `PlaceOrder`. */
function serviceName(name: string): string {
  return identifier(upperFirst(name));
}

function serviceOf(lowering: Lowering, service: Service): SchemaService {
  return {
    name: serviceName(service.name),
    id: service.id,
    methods: service.methods.map((method) => methodOf(lowering, service, method)),
    docs: service.docs.text,
  };
}

function methodOf(lowering: Lowering, { name: service }: Service, method: Method): SchemaMethod {
  const { name, parameters, request, response, docs } = method;
  const item = streamsIn(method) ? parameters[0]?.type : undefined;
  return {
    name: serviceName(name),
    request: requestOf(lowering, item ?? request, [`${upperFirst(name)}Request`, `#${service}`]),
    response: messageOf(lowering, response, [`${upperFirst(name)}Response`, `#${service}`]),
    streamsIn: streamsIn(method),
    streamsOut: streamsOut(method),
    ...docsOf(docs),
  };
}

/**
 * What was made of a method's parameters is known by the method: what it is called in code depends on other methods, and its numbers
 * must not.
 */
function requestOf(lowering: Lowering, type: Type, place: Place): string {
  const declared = type.kind === 'ref' ? lowering.declarations.get(type.name) : undefined;
  const content =
    declared?.from === 'derived' ? contentOf(lowering, declared.type, place) : undefined;
  if (content === undefined) return messageOf(lowering, type, place);
  return wholeMessage(addMessage(lowering, place, content)) ?? '';
}

/** What is no message of its own is the `value` of one; nothing is an empty one. */
function messageOf(lowering: Lowering, type: Type | undefined, place: Place): string {
  const shape = type === undefined ? undefined : lowering.shapeOf(type, [...place, 'value']);
  const made = wholeMessage(shape) ?? wholeMessage(wrapped(lowering, shape, place));
  return made ?? '';
}

function wrapped(lowering: Lowering, shape: Shape | undefined, place: Place): Shape {
  if (shape !== undefined) return addWrapper(lowering, place, shape);
  return addMessage(lowering, place, { form: 'object', fields: [] });
}

function wholeMessage(shape: Shape | undefined): string | undefined {
  if (shape === undefined || shape.label !== 'single' || shape.isNullable === true)
    return undefined;
  return shape.type.kind === 'message' ? shape.type.name : undefined;
}

function shapeOf(lowering: Lowering, type: Type, place: Place): Shape {
  switch (type.kind) {
    case 'scalar':
      return scalarShape(type);
    case 'literal':
      return literalShape(lowering, type.value, place);
    case 'enum':
      return enumShape(lowering, type.members, { place });
    case 'list':
    case 'set':
      return { ...singleShape(lowering, type.items, [...place, 'item']), label: 'repeated' };
    case 'map':
      return mapShape(lowering, type, place);
    case 'nullable':
      return { ...lowering.shapeOf(type.of, place), isNullable: true };
    case 'ref':
      return declaredShape(lowering, type.name);
    case 'object':
    case 'tuple':
    case 'union': {
      const content = contentOf(lowering, type, place);
      return content === undefined ? ANY : addMessage(lowering, place, content);
    }
    default:
      return assertNever(type);
  }
}

function mapShape(lowering: Lowering, type: MapType, place: Place): Shape {
  if (!isEntryList(type, lowering.declarations)) {
    return { ...singleShape(lowering, type.value, [...place, 'value']), label: 'map' };
  }
  const at = [...place, 'entry'];
  const fields = (['key', 'value'] as const).map((name, index) => {
    const head = { name, property: String(index), place: [...at, name] };
    return fieldOf(lowering, head, lowering.shapeOf(type[name], head.place));
  });
  return { ...addMessage(lowering, at, { form: 'entry', fields }), label: 'repeated' };
}

/** A declaration is lowered once; within itself it is known by its name. */
function declaredShape(lowering: Lowering, name: string): Shape {
  const known = lowering.declared.get(name);
  if (known !== undefined) return known;
  const declaration = lowering.declarations.get(name);
  if (declaration === undefined) return ANY;
  const shape = freshShape(lowering, declaration);
  lowering.declared.set(name, shape);
  return shape;
}

function freshShape(lowering: Lowering, declaration: Declaration): Shape {
  const { name, type, docs } = declaration;
  switch (type.kind) {
    case 'object':
    case 'tuple':
    case 'union': {
      lowering.declared.set(name, messageShape(lowering.names.of([name])));
      const content = contentOf(lowering, type, [name]);
      return content === undefined
        ? ANY
        : addMessage(lowering, [name], { ...content, ...docsOf(docs) });
    }
    case 'enum':
      return enumShape(lowering, type.members, { place: [name], docs: docs.text });
    default: {
      if (!holdsItself(declaration, lowering.declarations)) return lowering.shapeOf(type, [name]);
      lowering.declared.set(name, messageShape(lowering.names.of([name])));
      return addWrapper(lowering, [name], lowering.shapeOf(type, [name, 'value']));
    }
  }
}
