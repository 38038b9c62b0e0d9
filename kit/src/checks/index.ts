export { escapeKey, type Key } from './fault-of.ts';
export {
  checkAnyOf,
  checkArray,
  checkBoolean,
  checkEnum,
  checkInteger,
  checkNumber,
  checkObject,
  checkPresent,
  checkString,
  checkTuple,
  isObject,
  type JsonObject,
  unexpected,
  type Variant,
} from './structure.ts';
export { type Bounds, checkBounds } from './constraints.ts';
export { isFormat } from './formats.ts';
