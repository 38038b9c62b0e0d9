import { readFileSync } from 'node:fs';
import { addressText, urlOf, type BoundAddress, type ListenAddress } from '../address.ts';
import type { Logger } from '../logger.ts';
import type { GivenFile, ServerHost, ServiceServer } from '../service-server.ts';
import { listen, type Listener } from './listen.ts';
import {
  listenAddress,
  SettingsError,
  serviceSettings,
  type Given,
  type ServerSettings,
  type ServiceSettings,
} from './settings.ts';
import { abandon, type Stoppable } from './shutdown.ts';

/** Where a running service answers. */
export interface RunningService {
  readonly address: string;
  readonly port: number;
  /** `http://host:port`. */
  readonly url: string;
  /** Where the servers beside the one for HTTP answer, by their names. */
  readonly servers: Readonly<Record<string, BoundAddress>>;
}

/** The servers of a service: the one for HTTP, then those that were added, in order. */
export class Servers {
  readonly #http: Listener & Stoppable;
  readonly #others: ServiceServer[] = [];

  constructor(http: Listener & Stoppable) {
    this.#http = http;
  }

  /** What can be set of those that were added. */
  get settings(): readonly ServerSettings[] {
    return this.#others.map(({ name, files = {} }) => ({ name, files }));
  }

  /** All of them, to be stopped. */
  get all(): readonly Stoppable[] {
    return [this.#http, ...this.#others];
  }

  /** Adds a server behind those that are there. Throws when there is one of its name. */
  add(server: ServiceServer, host: ServerHost): void {
    const { name } = server;
    if (name === 'http' || this.#others.some((other) => other.name === name)) {
      throw new Error(`there is a server for ${name} already`);
    }
    server.attach(host);
    this.#others.push(server);
  }

  /**
   * What arguments and environment say; each server has then the files that it is told of. Throws a
   * {@link SettingsError} for what cannot be read or used.
   */
  configure(argv: readonly string[], env: NodeJS.ProcessEnv): ServiceSettings {
    const settings = serviceSettings(argv, env, this.settings);
    const { files } = settings;
    for (const server of this.#others) {
      const read = Object.entries(files[server.name] ?? {}).map(
        ([name, given]) => [name, readGiven(given)] as const,
      );
      if (read.length > 0) asSettings(() => server.configure?.(Object.fromEntries(read)));
    }
    return settings;
  }

  /** Binds all of them, or none. */
  async listen(http: ListenAddress, { addresses }: ServiceSettings): Promise<RunningService> {
    const bound: Stoppable[] = [];
    try {
      const main = await listen('http', this.#http, http);
      bound.push(this.#http);
      const servers: Record<string, BoundAddress> = {};
      for (const server of this.#others) {
        const { name } = server;
        const address = addresses[name] ?? listenAddress(server.address, `address of ${name}`);
        servers[name] = await listen(name, server, address);
        bound.push(server);
      }
      return { ...main, url: urlOf(http.host ?? '', main.port), servers };
    } catch (error) {
      await abandon(bound);
      throw error;
    }
  }
}

function readGiven({ from, text }: Given): GivenFile {
  try {
    return { from, bytes: readFileSync(text) };
  } catch (error) {
    // Its content where its path belongs: a key must not get into a log.
    const isContent = /-----BEGIN|\n/.test(text);
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(
      isContent ? `${from} is the path of a file, not what is in it` : `${from}: ${reason}`,
    );
  }
}

/** What a server cannot use is a person's mistake. */
function asSettings(configure: () => void): void {
  try {
    configure();
  } catch (error) {
    throw new SettingsError(error instanceof Error ? error.message : String(error));
  }
}

/** What a service says of itself at the start. */
export interface About {
  readonly name: string;
  readonly logger: Logger;
  readonly version: string | undefined;
  readonly pid: number;
}

/** Logs where a service answers, a line for each server. */
export function announce({ name, logger, version, pid }: About, running: RunningService): void {
  const { url, servers } = running;
  logger.info({ url, version, pid }, `${name} listening on ${url}`);
  for (const [server, bound] of Object.entries(servers)) {
    const address = addressText(bound.address, bound.port);
    logger.info({ server, address }, `${name} listening for ${server} on ${address}`);
  }
}
