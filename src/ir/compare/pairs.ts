import type { PublishedContract, PublishedMethod } from '../published.ts';
import type { Service } from '../types.ts';
import { type MethodPair, routeShape } from './routes.ts';

/** A service in both contracts, under one name or two. */
export interface ServicePair {
  readonly before: Service;
  readonly after: Service;
}

/** What of two contracts is the same thing, and what stands alone. */
export interface Paired {
  readonly services: readonly ServicePair[];
  readonly methods: readonly MethodPair[];
  readonly removedServices: readonly Service[];
  readonly addedServices: readonly Service[];
  /** Also of services that are removed or added as a whole. */
  readonly removedMethods: readonly PublishedMethod[];
  readonly addedMethods: readonly PublishedMethod[];
}

/**
 * Finds what became of every service and method. Services are the same by their names, else by the names of their
 * methods; methods by their names within a service, else by their routes, which is all that HTTP shows.
 */
export function pairContracts(before: PublishedContract, after: PublishedContract): Paired {
  const services = pairServices(before.contract.services, after.contract.services);
  const named = before.methods.flatMap((old): readonly MethodPair[] => {
    const owner = services.find((pair) => pair.before === old.service)?.after;
    const found = after.methods.find(
      (one) => one.service === owner && one.method.name === old.method.name,
    );
    return found === undefined ? [] : [{ before: old, after: found }];
  });
  const methods = [...named, ...pairByRoute(before, after, named)];
  const [oldOnes, freshOnes] = [
    new Set(methods.map((pair) => pair.before)),
    new Set(methods.map((pair) => pair.after)),
  ];
  return {
    services,
    methods,
    removedServices: without(
      before.contract.services,
      services.map((pair) => pair.before),
    ),
    addedServices: without(
      after.contract.services,
      services.map((pair) => pair.after),
    ),
    removedMethods: before.methods.filter((one) => !oldOnes.has(one)),
    addedMethods: after.methods.filter((one) => !freshOnes.has(one)),
  };
}

function without<T>(all: readonly T[], some: readonly T[]): readonly T[] {
  return all.filter((one) => !some.includes(one));
}

function pairServices(
  before: readonly Service[],
  after: readonly Service[],
): readonly ServicePair[] {
  const same = before.flatMap((old) => {
    const found = after.find((one) => one.name === old.name);
    return found === undefined ? [] : [{ before: old, after: found }];
  });
  const left = without(
    before,
    same.map((pair) => pair.before),
  );
  const free = without(
    after,
    same.map((pair) => pair.after),
  );
  const renamed = left.flatMap((old) => {
    const alike = free.filter((one) => methodNames(one) === methodNames(old));
    const rivals = left.filter((one) => methodNames(one) === methodNames(old));
    const [found] = alike;
    return found === undefined || alike.length > 1 || rivals.length > 1
      ? []
      : [{ before: old, after: found }];
  });
  return [...same, ...renamed];
}

function methodNames({ methods }: Service): string {
  return methods
    .map(({ name }) => name)
    .toSorted()
    .join(' ');
}

function pairByRoute(
  before: PublishedContract,
  after: PublishedContract,
  named: readonly MethodPair[],
): readonly MethodPair[] {
  const taken = new Set(named.flatMap((pair) => [pair.before, pair.after]));
  const free = new Map(
    after.methods.filter((one) => !taken.has(one)).map((one) => [routeShape(one), one]),
  );
  return before.methods.flatMap((old) => {
    const found = taken.has(old) ? undefined : free.get(routeShape(old));
    return found === undefined ? [] : [{ before: old, after: found }];
  });
}
