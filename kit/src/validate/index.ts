export {
  checkInteger,
  checkItems,
  checkLength,
  checkMultipleOf,
  checkPattern,
  checkRange,
  type Bounds,
  type Constraint,
  type Range,
} from './constraints.ts';
export {
  describe,
  fault,
  isObject,
  maxFaults,
  member,
  missing,
  notAllowed,
  pointer,
  setMember,
  unexpected,
  wrongType,
} from './structure.ts';
export type { Fault } from '../errors/fault.ts';
