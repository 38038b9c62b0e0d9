import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Contract } from '../../ir/types.ts';
import { upperFirst } from '../../text/cases.ts';
import { zeroName } from './facts.ts';
import { placeText } from './names.ts';
import { nullName } from './numbers.ts';
import type { Schema, SchemaEnum, SchemaField, SchemaMessage } from './schema.ts';

/** Something that has a name in the `.proto`, and what stands for it in the contract. */
interface Named {
  readonly name: string;
  /** Reads within a sentence: `property fooBar of Item`. */
  readonly what: string;
  readonly span: Span | undefined;
}

/**
 * What would have one name in the `.proto` and is two things of the contract. Names are of nothing but the contract's own, so that
 * they are for life: a number behind one of them would go to the other when they change places.
 */
export function nameClashes(schema: Schema, contract: Contract): readonly Diagnostic[] {
  const spanOf = places(contract);
  const scopes: readonly (readonly Named[])[] = [
    ...schema.messages.map((message) => message.fields.flatMap((field) => namesOf(field, message))),
    [...declaredNames(schema, spanOf), ...schema.enums.flatMap(valuesOf)],
    ...schema.services.map(({ id, methods }) => {
      const service = contract.services.find((one) => one.id === id);
      return methods.map(({ name }, index): Named => {
        const method = service?.methods[index];
        return { name, what: `method ${service?.name}.${method?.name}`, span: method?.span };
      });
    }),
  ];
  return scopes.flatMap((scope) => clashesIn(scope));

  function namesOf(field: SchemaField, { place }: SchemaMessage): readonly Named[] {
    const span = spanOf(place, field.property);
    const { name, nullable } = field;
    const what = `${subjectOf(field)} of ${shown(place)}`;
    const flag = { name: nullName(field), what: `what says that ${what} is null`, span };
    return nullable === 'flag' ? [{ name, what, span }, flag] : [{ name, what, span }];
  }

  /** The language has the values of an enum beside it, not within. */
  function valuesOf(one: SchemaEnum): readonly Named[] {
    const span = spanOf(one.place, '');
    const values = one.values.map(({ name, value }): Named => {
      return { name, what: `value ${JSON.stringify(value)} of ${shown(one.place)}`, span };
    });
    return [
      ...values,
      { name: zeroName(one), what: `what ${shown(one.place)} is when it is not said`, span },
    ];
  }
}

/** What stands in the package beside the values of its enums; these names themselves are all different. */
function declaredNames(
  { messages, enums }: Schema,
  spanOf: (place: string, property: string) => Span | undefined,
): readonly Named[] {
  return [...messages, ...enums].map(({ name, place }) => {
    return { name, what: shown(place), span: spanOf(place, '') };
  });
}

/** A place for people: whose request a message is stands in its name. */
function shown(place: string): string {
  return place.replace(/\.#[^.]*/, '');
}

function subjectOf({ property, when }: SchemaField): string {
  if (when !== undefined) return `alternative ${when.map((one) => JSON.stringify(one)).join(', ')}`;
  return property === '...' ? 'what has any key' : `property ${property}`;
}

function clashesIn(scope: readonly Named[]): readonly Diagnostic[] {
  const seen = new Map<string, Named>();
  return scope.flatMap((one) => {
    const other = seen.get(one.name);
    seen.set(one.name, other ?? one);
    // What two alternatives of one name come to is told of these.
    if (other === undefined || other.what === one.what) return [];
    const params = { name: one.name, one: other.what, other: one.what };
    return [diagnose('proto-name-taken', params, { span: one.span })];
  });
}

/** Where a property stands in the contract; else the declaration, or the method that it belongs to. */
function places(contract: Contract): (place: string, property: string) => Span | undefined {
  const declared = new Map(contract.declarations.map((one) => [placeText([one.name]), one]));
  const methods = contract.services.flatMap((service) =>
    service.methods.flatMap(({ name, span }) =>
      ['Request', 'Response'].map((kind) => {
        return [placeText([`${upperFirst(name)}${kind}`, `#${service.name}`]), span] as const;
      }),
    ),
  );
  const byMethod = new Map<string, Span>(methods);
  return (place, property) => {
    const [first = '', second] = place.split('.');
    const declaration = declared.get(first);
    const fields = declaration?.type.kind === 'object' ? declaration.type.fields : [];
    const field = second === undefined ? fields.find(({ name }) => name === property) : undefined;
    return byMethod.get(`${first}.${second}`) ?? field?.span ?? declaration?.span;
  };
}
