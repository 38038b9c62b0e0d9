import type { BoundAddress, ListenAddress } from '../address.ts';
import { addressFlag, addressVariable, SettingsError } from './settings.ts';

/** What can be bound to an address. */
export interface Listener {
  listen(address: ListenAddress): Promise<BoundAddress>;
}

/** Binds the server of a name; an address that cannot be had becomes a {@link SettingsError}. */
export async function listen(
  name: string,
  server: Listener,
  address: ListenAddress,
): Promise<BoundAddress> {
  try {
    return await server.listen(address);
  } catch (error) {
    const reason = reasonOf(error instanceof Error ? Reflect.get(error, 'code') : undefined);
    if (reason === undefined) throw error;
    const where = `${address.host ?? ''}:${address.port}`;
    const settings = `${addressFlag(name)} or ${addressVariable(name)}`;
    throw new SettingsError(`${where} ${reason}; ${settings} sets another address`);
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
