import type { Schema, SchemaMessage } from './schema.ts';

/** The part of a schema that some messages lead to, in its order. */
export function reachedSchema(schema: Schema, roots: readonly string[]): Schema {
  const byName = new Map(schema.messages.map((message) => [message.name, message]));
  const messages = new Set<string>();
  const enums = new Set<string>();
  const visit = (message: SchemaMessage | undefined): void => {
    if (message === undefined || messages.has(message.name)) return;
    messages.add(message.name);
    for (const { type } of message.fields) {
      if (type.kind === 'message') visit(byName.get(type.name));
      if (type.kind === 'enum') enums.add(type.name);
    }
  };
  for (const root of roots) visit(byName.get(root));
  return {
    ...schema,
    messages: schema.messages.filter(({ name }) => messages.has(name)),
    enums: schema.enums.filter(({ name }) => enums.has(name)),
  };
}

/** The messages that the methods of a service take and give, by name. */
export function messageRoots(schema: Schema, id: string): readonly string[] {
  const service = schema.services.find((one) => one.id === id);
  return service?.methods.flatMap(({ request, response }) => [request, response]) ?? [];
}
