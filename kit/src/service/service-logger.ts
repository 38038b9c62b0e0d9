import type { Logger } from '../logger.ts';
import { createLogger } from '../observability/create-logger.ts';
import type { ServiceOptions } from './service-options.ts';
import { serviceSettings, type ServiceSettings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The logger of a service that is given none: the environment decides, then the options. */
export function serviceLogger(
  name: string,
  { logLevel, logFormat }: ServiceOptions,
  env: Environment,
): Logger {
  const settings = settingsIfValid(env);
  const level = settings?.logLevel ?? logLevel ?? 'info';
  const format = settings?.logFormat ?? logFormat;
  return createLogger({ level, name, ...(format === undefined ? {} : { format }) });
}

/** Bad settings are reported when the service starts, not while it is being assembled. */
function settingsIfValid(env: Environment): ServiceSettings | undefined {
  try {
    return serviceSettings([], env);
  } catch {
    return undefined;
  }
}
