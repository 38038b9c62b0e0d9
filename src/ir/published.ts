import { declarationsByName } from './resolve.ts';
import { type Route, routesOf } from './routes.ts';
import { toolName } from './tools.ts';
import type { Contract, Declaration, Method, Service } from './types.ts';

/** A method as clients meet it. */
export interface PublishedMethod {
  readonly service: Service;
  readonly method: Method;
  readonly route: Route;
  /** Further routes that lead to it. */
  readonly additional?: readonly Route[];
  /** Its name as an AI tool; absent where it is none. */
  readonly tool?: string;
}

/** A contract with what its clients see of it: routes, tools, and the names of its types. */
export interface PublishedContract {
  readonly contract: Contract;
  /** The route prefix, without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Every method, in the contract's order. */
  readonly methods: readonly PublishedMethod[];
  /** The types that source code can import by name. */
  readonly typeNames: ReadonlySet<string>;
}

/** What the names that clients see depend on beside the contract. */
export interface PublishOptions {
  readonly prefix: string;
  /** Whether methods become tools. */
  readonly tools: boolean;
}

/** Settles routes, tools and type names, as a generated project has them. */
export function publishContract(contract: Contract, options: PublishOptions): PublishedContract {
  const { prefix, tools } = options;
  const declarations = declarationsByName(contract);
  const methods = contract.services.flatMap((service) =>
    service.methods.map((method): PublishedMethod => {
      const { route, additional } = routesOf(service, method, { prefix, declarations });
      const tool = tools ? toolName(service, method) : undefined;
      return {
        service,
        method,
        route,
        ...(additional.length === 0 ? {} : { additional }),
        ...(tool === undefined ? {} : { tool }),
      };
    }),
  );
  return { contract, prefix, methods, typeNames: typeNamesOf(contract) };
}

/** A contract without the methods of some services. */
export function withoutServices(
  published: PublishedContract,
  names: Pick<ReadonlySet<string>, 'has'>,
): PublishedContract {
  const methods = published.methods.filter(({ service }) => !names.has(service.name));
  return { ...published, methods };
}

/** The name of a declaration in source code: `Page` for `Page<User>`. What methods and `Omit<...>` make has none. */
export function sourceName(declaration: Declaration): string | undefined {
  if (declaration.from === 'derived' || declaration.generic?.builtIn === true) return undefined;
  return declaration.generic?.name ?? declaration.name;
}

/** Aliases that say nothing on a wire are names too, and stand in the snapshot only. */
function typeNamesOf({ declarations, services, snapshot }: Contract): ReadonlySet<string> {
  const owners = new Set(services.map(({ name }) => name));
  const declared = declarations.flatMap((declaration) => sourceName(declaration) ?? []);
  const names = [...declared, ...snapshot.map(({ name }) => name)];
  return new Set(names.filter((name) => !owners.has(name)));
}
