// Created once by microgen; this file is yours and is never overwritten.
import type { Service } from '@microgen/kit';
import type { Services } from './generated_services.ts';

/**
 * Your own routes, beside the contract's. They are listed under /debug/routes too.
 *
 * ```ts
 * app.handle('GET', '/version', (request, response) => response.end('1.0.0'));
 * app.mount('/admin', express());
 * ```
 */
export function registerCustomRoutes(app: Service, services: Services): void {}
