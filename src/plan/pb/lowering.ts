import type { Declarations } from '../../ir/resolve.ts';
import type { Docs, Type } from '../../ir/types.ts';
import { type Names, type Place, placeText } from './names.ts';
import type { FieldLabel, FieldType, SchemaEnum, SchemaField, SchemaMessage } from './schema.ts';

/** What a value comes to where a field can hold it. */
export interface Shape {
  readonly type: FieldType;
  readonly label: FieldLabel;
  readonly decimal?: true;
  readonly isNullable?: boolean;
}

/** JSON of any shape. */
export const ANY: Shape = { type: { kind: 'value' }, label: 'single' };

/** What is being made of a contract. */
export interface Lowering {
  readonly declarations: Declarations;
  readonly names: Names;
  readonly messages: SchemaMessage[];
  readonly enums: SchemaEnum[];
  /** What each declaration came to, by name. */
  readonly declared: Map<string, Shape>;
  /** The shape of any type; where it needs a message, that is added. */
  readonly shapeOf: (type: Type, place: Place) => Shape;
}

/** A message without what it is called. */
export type Content = Omit<SchemaMessage, 'name' | 'place' | 'docs' | 'deprecated'>;

/** Adds a message, and refers to it. */
export function addMessage(
  { names, messages }: Pick<Lowering, 'names' | 'messages'>,
  place: Place,
  content: Content & Partial<Pick<SchemaMessage, 'docs' | 'deprecated'>>,
): Shape {
  const name = names.of(place);
  messages.push({ name, place: placeText(place), docs: '', ...content });
  return messageShape(name);
}

/** A field that holds a message. */
export function messageShape(name: string): Shape {
  return { type: { kind: 'message', name }, label: 'single' };
}

/** A message around what is none. */
export function addWrapper(lowering: Lowering, place: Place, shape: Shape): Shape {
  const field = fieldOf(lowering, { name: 'value', property: 'value', place }, shape);
  return addMessage(lowering, place, { form: 'value', fields: [field] });
}

/** One thing that a list can hold, or a map: lists, maps and what may be null need a message around them. */
export function singleShape(lowering: Lowering, type: Type, place: Place): Shape {
  // What may be null is within the message around it, and is not called alike.
  const at = type.kind === 'nullable' ? [...place, 'value'] : place;
  const shape = lowering.shapeOf(type, at);
  const isSingle = shape.label === 'single' && shape.isNullable !== true;
  return isSingle ? shape : addWrapper(lowering, place, shape);
}

/** What a field is called, and what else is said of it. */
export interface FieldHead {
  readonly name: string;
  readonly property: string;
  readonly place: Place;
  readonly optional?: boolean;
  readonly docs?: Docs;
}

/** A field of a shape. A list or map that may be absent is told from an empty one by a message around it. */
export function fieldOf(
  lowering: Lowering,
  { name, property, place, optional = false, docs }: FieldHead,
  { isNullable = false, ...shape }: Shape,
): SchemaField {
  const mayBeAbsent = optional || isNullable;
  const isMany = shape.label !== 'single';
  const held = mayBeAbsent && isMany ? addWrapper(lowering, [...place, 'list'], shape) : shape;
  const isMessage = ['message', 'timestamp', 'value'].includes(held.type.kind);
  return {
    name,
    property,
    ...held,
    label: mayBeAbsent && !isMessage ? 'optional' : held.label,
    ...(isNullable ? { nullable: optional ? 'flag' : 'absent' } : {}),
    ...docsOf(docs),
  };
}

/** What is said of a thing in the `.proto`. */
export function docsOf(docs?: Docs): { readonly docs: string; readonly deprecated?: true } {
  if (docs === undefined) return { docs: '' };
  const text = docs.text || (docs.summary ?? '');
  return { docs: text, ...(docs.deprecated === undefined ? {} : { deprecated: true }) };
}
