import { createRequire } from 'node:module';

/**
 * The `.proto` files that ship with microgen, by the name that imports give them: those of `google/protobuf`,
 * and of `google/api`, `longrunning`, `rpc` and `type` what services import.
 * They are a third of a megabyte, and read when the first is asked for.
 */
export function loadShipped(): (name: string) => string | undefined {
  let texts: ReadonlyMap<string, string> | undefined;
  return (name) => {
    texts ??= new Map(Object.entries(readTexts()));
    return texts.get(name);
  };
}

/** Required, not imported: an import would be read with the module that it stands in. */
function readTexts(): Readonly<Record<string, string>> {
  return createRequire(import.meta.url)('#assets/protos.json') as Readonly<Record<string, string>>;
}
