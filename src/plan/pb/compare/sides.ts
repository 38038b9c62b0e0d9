import type { Declarations } from '../../../ir/resolve.ts';
import { declarationsByName } from '../../../ir/resolve.ts';
import type { Contract, Method, Service, Type } from '../../../ir/types.ts';
import { upperFirst } from '../../../text/cases.ts';
import type { FormsPlan } from '../../context.ts';
import { grpcPlan } from '../grpc-plan.ts';
import { placeText } from '../names.ts';
import { nullName, typeName } from '../numbers.ts';
import type { NumbersLock } from '../numbers.ts';
import type { SchemaEnum, SchemaField, SchemaMessage, SchemaMethod } from '../schema.ts';

/** A contract and the messages that it is spoken in. */
export interface GrpcSide {
  readonly contract: Contract;
  /** The name of the project, of which the package is made. */
  readonly name: string;
  /** The numbers that were given before. */
  readonly numbers: NumbersLock | undefined;
}

/** A message field with its number, and the type as old readers know it. */
export interface Numbered {
  readonly field: SchemaField;
  readonly number: number;
  /** The number of the flag beside it that says `null`. */
  readonly flag: number | undefined;
  readonly signature: string;
}

/** A rpc and what it is made of. */
export interface Rpc {
  readonly service: Service;
  readonly method: Method;
  readonly schema: SchemaMethod;
}

/** A side, ready to be looked things up in. */
export interface Messages {
  readonly package: string;
  readonly declarations: Declarations;
  /** What was made of parameters, by the place of its message. */
  readonly parameters: ReadonlyMap<string, Type>;
  /** By `Service/Method`. */
  readonly rpcs: ReadonlyMap<string, Rpc>;
  message(name: string): SchemaMessage | undefined;
  fields(message: SchemaMessage): readonly Numbered[];
  /** The numbers of an enum's values, by the value in JSON. */
  values(name: string): ReadonlyMap<string | number, number>;
}

/** Lays a side out in messages, with the numbers that they have. */
export function messagesOf({ contract, name, numbers }: GrpcSide): Messages {
  const plan = grpcPlan(contract, { name }, numbers);
  const { schema, numbered } = plan;
  const messages = new Map(schema.messages.map((one) => [one.name, one]));
  const enums = new Map(schema.enums.map((one) => [one.name, one]));
  return {
    package: schema.package,
    declarations: declarationsByName(contract),
    parameters: parametersOf(contract),
    rpcs: rpcsOf(contract, plan),
    message: (one) => messages.get(one),
    fields: (message) => {
      const given = numbered.messages.get(message.name)?.numbers;
      return message.fields.map((field) => ({
        field,
        number: given?.get(field.name) ?? 0,
        flag: field.nullable === 'flag' ? given?.get(nullName(field)) : undefined,
        signature: signatureOf(field),
      }));
    },
    values: (one) => valuesOf(enums.get(one), numbered.enums.get(one)?.numbers),
  };
}

function parametersOf(contract: Contract): ReadonlyMap<string, Type> {
  const declarations = declarationsByName(contract);
  const all = contract.services.flatMap((service) =>
    service.methods.flatMap(({ name, request }): readonly (readonly [string, Type])[] => {
      const declared = declarations.get(request.name);
      if (declared?.from !== 'derived') return [];
      return [[placeText([`${upperFirst(name)}Request`, `#${service.name}`]), declared.type]];
    }),
  );
  return new Map(all);
}

function rpcsOf(contract: Contract, { schema }: FormsPlan): ReadonlyMap<string, Rpc> {
  const all = schema.services.flatMap(({ name, id, methods }) => {
    const service = contract.services.find((one) => one.id === id);
    return methods.flatMap((own, index): readonly (readonly [string, Rpc])[] => {
      const method = service?.methods[index];
      return service === undefined || method === undefined
        ? []
        : [[`${name}/${own.name}`, { service, method, schema: own }]];
    });
  });
  return new Map(all);
}

function signatureOf({ type, label }: SchemaField): string {
  return `${label === 'repeated' || label === 'map' ? label : ''} ${typeName(type)}`.trim();
}

function valuesOf(
  one: SchemaEnum | undefined,
  numbers: ReadonlyMap<string, number> | undefined,
): ReadonlyMap<string | number, number> {
  return new Map(one?.values.map(({ name, value }) => [value, numbers?.get(name) ?? 0]));
}
