import { addFault, escapeKey } from '../checks/fault-of.ts';
import type { Fault } from '../errors/fault.ts';
import { choiceOf, getterOf, type Message } from './message.ts';
import type { FieldTable } from './table.ts';
import { lazy, memo, type Types } from './types.ts';
import { naturals } from './well-known.ts';

/** Adds a fault for each required field that a message of one type lacks, at any depth. */
export type RequiredCheck = (message: unknown, faults: Fault[], path: string) => void;

/**
 * Gives the check of each message; undefined where nothing below it is required. It comes after reading, since what
 * one occurrence of a message lacks, another may bring.
 */
export function requiredChecks(types: Types): (fullName: string) => RequiredCheck | undefined {
  const asks = memo((fullName) => asksIn(fullName, types, new Set()));
  const checks = memo((fullName): RequiredCheck => {
    const fields = lazy(() =>
      types.message(fullName).fields.flatMap((field) => fieldCheck(field) ?? []),
    );
    return (message, faults, path) => {
      for (const check of fields()) check(message as Message, faults, path);
    };
  });
  const fieldCheck = (field: FieldTable): FieldCheck | undefined => {
    const child = messageIn(field);
    const below = child !== undefined && asks(child) ? checks(child) : undefined;
    if (below === undefined && field.label !== 'required') return undefined;
    return checkOf(field, below);
  };
  return (fullName) => (asks(fullName) ? checks(fullName) : undefined);
}

type FieldCheck = (message: Message, faults: Fault[], path: string) => void;

/** The fault of a field that has to be there and is not. */
export function addRequired(faults: Fault[], path: string): void {
  addFault(faults, path, { rule: 'required', wanted: true, message: 'is required' });
}

function checkOf(field: FieldTable, below: RequiredCheck | undefined): FieldCheck {
  const { name, json = name, label, oneof } = field;
  const get = getterOf(oneof ?? name);
  const isMany = label === 'repeated' || field.key !== undefined;
  return (message, faults, path) => {
    const value = valueIn(get(message), field);
    const at = `${path}/${escapeKey(json)}`;
    if (value === undefined) {
      if (label === 'required') addRequired(faults, at);
    } else if (!isMany) below?.(value, faults, at);
    else {
      for (const [key, item] of Object.entries(value as object)) {
        below?.(item, faults, `${at}/${escapeKey(key)}`);
      }
    }
  };
}

function valueIn(value: unknown, { oneof, name }: FieldTable): unknown {
  if (oneof === undefined) return value;
  const choice = choiceOf(value);
  return choice?.case === name ? choice.value : undefined;
}

function messageIn({ type }: FieldTable): string | undefined {
  const name = typeof type === 'object' && 'message' in type ? type.message : undefined;
  return name === undefined || naturals.has(name) ? undefined : name;
}

/** Whether a message, or one below it, has a required field. */
function asksIn(fullName: string, types: Types, seen: Set<string>): boolean {
  if (seen.has(fullName)) return false;
  seen.add(fullName);
  return types.message(fullName).fields.some((field) => {
    const child = messageIn(field);
    return field.label === 'required' || (child !== undefined && asksIn(child, types, seen));
  });
}
