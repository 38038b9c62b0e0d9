/**
 * The JSON name of a field: each underscore goes, and the letter after it is upper case.
 * Source: `ToJsonName` of protoc; https://protobuf.dev/programming-guides/json/#field-representation
 */
export function jsonNameOf(name: string): string {
  return name.replace(/_+([a-z]?)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name of the message that a map field stands for: `FooBarEntry` of `foo_bar`. */
export function mapEntryName(name: string): string {
  const camel = name.replace(/(?:^_*|_+)([a-z]?)/g, (_, letter: string) => letter.toUpperCase());
  return `${camel}Entry`;
}

/** The name of the oneof that stands for the presence of a proto3 `optional` field. */
export function syntheticOneofName(field: string, taken: ReadonlySet<string>): string {
  let name = field.startsWith('_') ? field : `_${field}`;
  while (taken.has(name)) name = `X${name}`;
  return name;
}

/** A name within a scope. */
export function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}

/** What a full name is within. */
export function scopeOf(fullName: string): string {
  return fullName.slice(0, Math.max(fullName.lastIndexOf('.'), 0));
}
