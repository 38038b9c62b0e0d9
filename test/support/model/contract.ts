import type { Random } from '../seeded.ts';

/** The methods of each service of a contract, by names; the order is that of the pool. */
export type Contract = Readonly<Record<string, readonly string[]>>;

/** What contracts are made of: small, so that runs are fast, and without types of their own. */
export const POOL: Contract = {
  AppleService: ['pick', 'peel', 'press'],
  BerryService: ['wash', 'freeze'],
  CherryService: ['pit', 'dry'],
  DateService: ['steep'],
};

/** The contract as it is written into idl.ts. */
export function contractText(contract: Contract): string {
  return servicesOf(contract)
    .map((service) => `export interface ${service} {\n${methodsText(contract, service)}}\n`)
    .join('');
}

function methodsText(contract: Contract, service: string): string {
  return methodsOf(contract, service)
    .map((name) => `  /** ${name} does it. */\n  ${name}${SIGNATURES[name.length % 2]};\n`)
    .join('');
}

const SIGNATURES = ['(id: string): Promise<{ id: string }>', '(): Promise<void>'];

/** The names of the services, in the order of the file. */
export function servicesOf(contract: Contract): readonly string[] {
  return Object.keys(POOL).filter((name) => (contract[name] ?? []).length > 0);
}

/** The names of a service's methods, in the order of the file. */
export function methodsOf(contract: Contract, service: string): readonly string[] {
  return (POOL[service] ?? []).filter((name) => (contract[service] ?? []).includes(name));
}

/** The contract with one service more or less; it keeps at least one. */
export function changedServices(contract: Contract, random: Random): Contract {
  const name = random.pick(Object.keys(POOL));
  const isThere = servicesOf(contract).includes(name);
  if (!isThere) return { ...contract, [name]: POOL[name]!.slice(0, 1 + random.int(2)) };
  return servicesOf(contract).length === 1 ? contract : { ...contract, [name]: [] };
}

/** The contract with one method more or less; every service keeps at least one. */
export function changedMethods(contract: Contract, random: Random): Contract {
  const service = random.pick(servicesOf(contract));
  const methods = methodsOf(contract, service);
  const name = random.pick(POOL[service]!);
  if (!methods.includes(name)) return { ...contract, [service]: [...methods, name] };
  if (methods.length === 1) return contract;
  return { ...contract, [service]: methods.filter((one) => one !== name) };
}
