import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthChecks } from '../http/health.ts';
import type { Logger } from '../logger.ts';
import type { Lifecycle } from './lifecycle.ts';

/** A server that can be stopped, gracefully and at once. */
export interface Stoppable {
  drain(): Promise<void>;
  destroy(): void;
}

/** What a shutdown takes down, and how long it may take. */
export interface ShutdownPlan {
  readonly health: HealthChecks;
  readonly servers: readonly Stoppable[];
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  readonly delay: number;
  readonly budget: number;
}

const leastForComponents = 1000;

/**
 * Not ready, then no new connections, then the running requests, then the components in reverse.
 * What is not done within the budget is cut. Resolves to whether everything ended in order.
 */
export async function shutDown(plan: ShutdownPlan): Promise<boolean> {
  const { health, servers, lifecycle, logger, delay, budget } = plan;
  const deadline = Date.now() + budget;
  health.ready = false;
  if (delay > 0) await sleep(Math.min(delay, budget));
  const drained = Promise.all(servers.map((server) => server.drain()));
  const inTime = await within(drained, deadline - Date.now());
  if (!inTime) {
    logger.warn({ budget_ms: budget }, 'requests did not end in time; their connections are cut');
    for (const server of servers) server.destroy();
    await drained;
  }
  const stopping = lifecycle.stop().then((failures) => {
    for (const failure of failures) logger.error({ err: failure.cause }, failure.message);
    return failures.length === 0;
  });
  const left = Math.max(deadline - Date.now(), leastForComponents);
  if (!(await within(stopping, left))) {
    logger.error({ budget_ms: budget }, 'components did not stop in time');
    return false;
  }
  const stopped = await stopping;
  logger.info('stopped');
  return inTime && stopped;
}

/** Takes down what has been bound and has served nobody. */
export async function abandon(servers: readonly Stoppable[]): Promise<void> {
  const drained = Promise.all(servers.map((server) => server.drain()));
  for (const server of servers) server.destroy();
  await drained;
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const controller = new AbortController();
  const { signal } = controller;
  const late = sleep(Math.max(0, milliseconds), false, { signal }).catch(() => false);
  const inTime = await Promise.race([work.then(() => true), late]);
  controller.abort();
  return inTime;
}
