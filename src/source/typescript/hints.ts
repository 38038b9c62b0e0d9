/** What to write instead of a type that cannot travel, by its name in TypeScript and its libraries. */
const INSTEAD: Readonly<Record<string, string>> = {
  Buffer: 'Use Uint8Array: bytes travel as base64.',
  ArrayBuffer: 'Use Uint8Array: bytes travel as base64.',
  SharedArrayBuffer: 'Use Uint8Array: bytes travel as base64.',
  ArrayBufferLike: 'Use Uint8Array: bytes travel as base64.',
  Blob: 'Use Uint8Array: bytes travel as base64.',
  File: 'Use Uint8Array: bytes travel as base64.',
  URL: 'Use string with `@format uri`.',
  RegExp: 'Use string.',
  Error: 'Say how a method fails with `@throws code`; in data, use string for the message.',
  String: 'Use string.',
  Number: 'Use number.',
  Boolean: 'Use boolean.',
  BigInt: 'Use bigint.',
  Symbol: 'Use string.',
  Object: 'Use Record<string, unknown>, or an interface with the fields.',
  Function: 'Only data travels: give the service a method instead.',
  WeakMap: 'Use Map or Record.',
  WeakSet: 'Use Set.',
  Promise: 'Only a method returns a Promise; within data use the value itself.',
  PromiseLike: 'Only a method returns a Promise; within data use the value itself.',
  Thenable: 'Only a method returns a Promise; within data use the value itself.',
  AsyncIterable: 'Return AsyncIterable<T> itself from the method, or take it as a parameter.',
  AsyncGenerator: 'Return AsyncIterable<T> itself from the method, or take it as a parameter.',
  AsyncIterableIterator:
    'Return AsyncIterable<T> itself from the method, or take it as a parameter.',
  ReadableStream: 'Return AsyncIterable<T> from the method, or take it as a parameter.',
  Readable: 'Return AsyncIterable<T> from the method, or take it as a parameter.',
  Observable: 'Return AsyncIterable<T> from the method.',
  Iterable: 'Use an array.',
  Iterator: 'Use an array.',
  Generator: 'Use an array.',
  Context: 'Make it the first or last parameter of the method, where it is no part of the request.',
  AbortSignal:
    'Make it the first or last parameter of the method, where it is no part of the request.',
  Int8Array: 'Use number[], or Uint8Array for bytes.',
  Uint16Array: 'Use number[], or Uint8Array for bytes.',
  Int16Array: 'Use number[], or Uint8Array for bytes.',
  Uint32Array: 'Use number[], or Uint8Array for bytes.',
  Int32Array: 'Use number[], or Uint8Array for bytes.',
  Float32Array: 'Use number[].',
  Float64Array: 'Use number[].',
  Decimal: 'Use string, which keeps every digit.',
  BigNumber: 'Use string, which keeps every digit.',
  Big: 'Use string, which keeps every digit.',
  Moment: 'Use Date, or string with `@format date-time`.',
  Dayjs: 'Use Date, or string with `@format date-time`.',
  DateTime: 'Use Date, or string with `@format date-time`.',
  ObjectId: 'Use string.',
  NodeJS:
    'It is a type of Node itself, of which nothing travels: leave it out, or say what of it is data.',
  EventEmitter: 'Return AsyncIterable<T> from a method: it is how a caller is told more than once.',
  WritableStream: 'Return AsyncIterable<T> from the method, or take it as a parameter.',
  Writable: 'Return AsyncIterable<T> from the method, or take it as a parameter.',
  FormData: 'Take a message with the fields of the form; a file is a Uint8Array.',
  Headers: "Headers are the transport's: take what you need of them as a field, or leave it out.",
  Request: "Take a message with the fields that the method needs: HTTP is the transport's.",
  Response: "Return the data itself: HTTP is the transport's.",
  PartialType: 'Write `interface UpdateCat extends Partial<CreateCat> {}`.',
  PickType: "Write `interface CatName extends Pick<Cat, 'name'> {}`.",
  OmitType: "Write `interface NewCat extends Omit<Cat, 'id'> {}`.",
  IntersectionType: 'Write `interface Both extends A, B {}`.',
};

/** What to write instead of a known type that cannot travel; `undefined` where we do not know the type. */
export function insteadOf(name: string): string | undefined {
  return Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
}

/** Whether a name is one of TypeScript's words for a service's answer that is still to come. */
export const PROMISES: ReadonlySet<string> = new Set(['Promise', 'PromiseLike', 'Thenable']);

/** What a stream of messages is called. */
export const STREAMS: ReadonlySet<string> = new Set([
  'AsyncIterable',
  'AsyncGenerator',
  'AsyncIterableIterator',
]);
