import type { ListenAddress } from '../http/options.ts';
import type { BoundAddress, HttpServer } from '../http/server.ts';
import { SettingsError } from './settings.ts';

/** Binds the server; an address that cannot be had becomes a {@link SettingsError}. */
export async function listen(server: HttpServer, address: ListenAddress): Promise<BoundAddress> {
  try {
    return await server.listen(address);
  } catch (error) {
    const reason = reasonOf(error instanceof Error ? Reflect.get(error, 'code') : undefined);
    if (reason === undefined) throw error;
    const where = `${address.host ?? ''}:${address.port}`;
    throw new SettingsError(`${where} ${reason}; -http.addr or APP_HTTP_ADDR sets another address`);
  }
}

function reasonOf(code: unknown): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return 'is already in use';
    case 'EACCES':
      return 'may not be used by this user';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'is no address of this machine';
    default:
      return undefined;
  }
}
