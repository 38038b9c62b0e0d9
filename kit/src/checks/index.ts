export { escapeKey, type Key, MAX_FAULTS } from './fault-of.ts';
export {
  checkArray,
  checkBoolean,
  checkEnum,
  checkInteger,
  checkKnown,
  checkNumber,
  checkNumberName,
  checkObject,
  checkPresent,
  checkString,
  checkTuple,
} from './structure.ts';
export { type Alternative, type Shape, shaped, type Variant } from './alternatives.ts';
export { checkAnyOf, readAnyOf } from './unions.ts';
export {
  MAX_DIGITS,
  readBigint,
  readBytes,
  readEntries,
  readInstant,
  readSet,
  replaceItems,
  replaceMembers,
  replaceRest,
} from './coded.ts';
export {
  isObject,
  type JsonObject,
  entriesOf,
  itemsOf,
  member,
  membersOf,
  setMember,
} from './members.ts';
export { type Bounds, checkBounds } from './constraints.ts';
export { isFormat } from './formats.ts';
