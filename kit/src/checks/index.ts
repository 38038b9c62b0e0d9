export { escapeKey, type Key, MAX_FAULTS } from './fault-of.ts';
export {
  checkAnyOf,
  checkArray,
  checkBoolean,
  checkEnum,
  checkInteger,
  checkKnown,
  checkNumber,
  checkObject,
  checkPresent,
  checkString,
  checkTuple,
  type Variant,
} from './structure.ts';
export { isObject, type JsonObject, member, setMember } from './members.ts';
export { type Bounds, checkBounds } from './constraints.ts';
export { isFormat } from './formats.ts';
