/**
 * What a contract may take for granted: the global types that mean something on a wire, those that give a
 * method its shape, and the utility types. Nothing here is ever run, so members are only as many as keep
 * the types apart. A tiny library is what makes the checker start in milliseconds.
 */
export const LIB = `
interface Object {}
interface Function {}
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {}
interface String { readonly length: number }
interface Number { toFixed(): string }
interface Boolean { valueOf(): boolean }
interface BigInt { valueOf(): bigint }
interface Symbol { valueOf(): symbol }
interface SymbolConstructor { readonly iterator: unique symbol; readonly asyncIterator: unique symbol; readonly toStringTag: unique symbol }
declare var Symbol: SymbolConstructor;
declare var Object: { freeze<T extends { [key: string]: U | null | undefined | object }, U extends string | bigint | number | boolean | symbol>(value: T): Readonly<T>; freeze<T>(value: T): Readonly<T> };
interface RegExp { readonly source: string }
interface Error { name: string; message: string; stack?: string }
declare var Error: { new (message?: string): Error };

interface Iterator<T, TReturn = any, TNext = any> { next(value?: TNext): T | TReturn }
interface Iterable<T, TReturn = any, TNext = any> { iterate(): Iterator<T, TReturn, TNext> }
interface IterableIterator<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> { self: this }
interface Generator<T = unknown, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> { throw(): T }

interface Array<T> { length: number; push(...items: T[]): number; [index: number]: T; [Symbol.iterator](): Iterator<T> }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T; [Symbol.iterator](): Iterator<T> }
interface ConcatArray<T> { readonly length: number }
interface TemplateStringsArray extends ReadonlyArray<string> {}
interface Map<K, V> { get(key: K): V | undefined; set(key: K, value: V): this }
interface ReadonlyMap<K, V> { get(key: K): V | undefined }
interface Set<T> { has(value: T): boolean; add(value: T): this }
interface ReadonlySet<T> { has(value: T): boolean }
interface WeakMap<K, V> { delete(key: K): V }
interface WeakSet<T> { delete(value: T): boolean }
interface Date { getTime(): number }
interface ArrayBuffer { readonly byteLength: number }
interface SharedArrayBuffer { readonly byteLength: number; grow(): void }
type ArrayBufferLike = ArrayBuffer | SharedArrayBuffer;
interface Uint8Array<TBuffer = ArrayBufferLike> { readonly buffer: TBuffer; [index: number]: number }

interface Promise<T> { then(done: (value: T) => void): Promise<T> }
interface PromiseLike<T> { then(done: (value: T) => void): PromiseLike<T> }
interface Thenable<T> { then(done: (value: T) => void): Thenable<T> }
interface AsyncIterator<T, TReturn = any, TNext = any> { next(value?: TNext): Promise<T | TReturn> }
interface AsyncIterable<T, TReturn = any, TNext = any> { iterate(): AsyncIterator<T, TReturn, TNext> }
interface AsyncIterableIterator<T, TReturn = any, TNext = any> extends AsyncIterator<T, TReturn, TNext> { self: this }
interface AsyncGenerator<T = unknown, TReturn = any, TNext = any> extends AsyncIterator<T, TReturn, TNext> { throw(): Promise<T> }

interface Context { readonly signal: AbortSignal }
interface AbortSignal { readonly aborted: boolean }

type PropertyKey = string | number | symbol;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type NoInfer<T> = intrinsic;
type Awaited<T> = T extends PromiseLike<infer V> ? Awaited<V> : T extends Promise<infer V> ? Awaited<V> : T;
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type Uppercase<S extends string> = intrinsic;
type Lowercase<S extends string> = intrinsic;
type Capitalize<S extends string> = intrinsic;
type Uncapitalize<S extends string> = intrinsic;
type InstanceType<T extends abstract new (...args: any) => any> = T extends abstract new (...args: any) => infer R ? R : any;
interface ThisType<T> {}
`;
