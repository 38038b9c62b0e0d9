/**
 * Contracts of any number of methods, shaped like the ones people write: per resource an entity with
 * an enum, nested messages, lists, constraints, nullable and optional fields, and five methods.
 */

const methodsPerResource = 5;
const methodsPerService = 50;

const domains = [
  'Billing',
  'Catalog',
  'Shipping',
  'Identity',
  'Payment',
  'Inventory',
  'Support',
  'Marketing',
  'Payroll',
  'Fleet',
  'Booking',
  'Insurance',
  'Learning',
  'Media',
  'Property',
  'Recruiting',
  'Research',
  'Security',
  'Travel',
  'Warehouse',
];

const nouns = [
  'Account',
  'Agreement',
  'Batch',
  'Campaign',
  'Device',
  'Entry',
  'Invoice',
  'Order',
  'Plan',
  'Ticket',
];

const shared = `/** A postal address. */
export interface Address {
  /** @minLength 1 @maxLength 200 */
  line1: string;
  line2?: string;
  /** @minLength 1 @maxLength 100 */
  city: string;
  /** @pattern ^[A-Z]{2}$ */
  country: string;
}

/** An amount in the smallest unit of its currency. */
export interface Money {
  /** @integer @minimum 0 */
  amount: number;
  currency: 'EUR' | 'USD' | 'JPY';
}

/** Who wrote a note, and when. */
export interface Note {
  author: string;
  /** @format date-time */
  at: string;
  /** @maxLength 2000 */
  text: string;
}
`;

/**
 * @param {number} methods how many methods the contract has; a multiple of 5
 * @returns {{ text: string, services: number }} the contract, 50 methods to a service
 */
export function contractOfSize(methods) {
  const resources = resourceNames(methods / methodsPerResource);
  const perService = methodsPerService / methodsPerResource;
  const services = [];
  for (let start = 0; start < resources.length; start += perService) {
    services.push(resources.slice(start, start + perService));
  }
  const text = [shared, ...resources.map(messagesOf), ...services.map(serviceOf)].join('\n');
  return { text, services: services.length };
}

function resourceNames(count) {
  if (!Number.isInteger(count) || count > domains.length * nouns.length) {
    throw new RangeError(`no contract of ${count * methodsPerResource} methods`);
  }
  return Array.from({ length: count }, (_, index) => {
    const domain = domains[Math.floor(index / nouns.length)];
    return { domain, noun: nouns[index % nouns.length] };
  });
}

function messagesOf({ domain, noun }) {
  const name = domain + noun;
  return `/** The states of a ${name}. */
export enum ${name}Status {
  Draft = 'DRAFT',
  Active = 'ACTIVE',
  Closed = 'CLOSED',
}

/** One line of a ${name}. */
export interface ${name}Line {
  /** @pattern ^[A-Z0-9-]{3,20}$ */
  sku: string;
  /** @integer @minimum 1 @maximum 10000 */
  quantity: number;
  price: Money;
}

/** A ${name} as it is stored. */
export interface ${name} {
  /** @format uuid */
  id: string;
  /** @minLength 1 @maxLength 200 */
  title: string;
  status: ${name}Status;
  priority: 'low' | 'normal' | 'high';
  /** @minItems 1 @maxItems 500 */
  lines: ${name}Line[];
  /** @maxItems 20 @uniqueItems */
  tags: string[];
  address: Address | null;
  notes?: Note[];
  labels: Record<string, string>;
  /** @format date-time */
  createdAt: string;
}

/** What it takes to create a ${name}. */
export interface Create${name}Request {
  /** @minLength 1 @maxLength 200 */
  title: string;
  priority?: 'low' | 'normal' | 'high';
  /** @minItems 1 @maxItems 500 */
  lines: ${name}Line[];
  /** @format email */
  contact: string;
  address: Address | null;
}

/** A change of a ${name}. */
export interface Update${name}Request {
  id: string;
  /** @minLength 1 @maxLength 200 */
  title?: string;
  status?: ${name}Status;
  tags?: string[];
}

/** Names one ${name}. */
export interface ${name}Key {
  id: string;
}

/** Which ${name} items to list. */
export interface List${name}Request {
  /** @integer @minimum 1 */
  page?: number;
  /** @integer @minimum 1 @maximum 100 */
  pageSize?: number;
  status?: ${name}Status;
  tags?: string[];
}

/** A page of ${name} items. */
export interface List${name}Response {
  data: ${name}[];
  /** @integer @minimum 0 */
  total: number;
  next?: string;
}
`;
}

function serviceOf(resources) {
  const methods = resources.map(methodsOf).join('\n');
  return `/** Everything about ${resources[0].domain}. */
export interface ${resources[0].domain}Service {
${methods}}
`;
}

function methodsOf({ domain, noun }) {
  const name = domain + noun;
  const path = `/${domain.toLowerCase()}/${noun.toLowerCase()}`;
  return `  /** Creates a ${name}. */
  create${name}(req: Create${name}Request): Promise<${name}>;
  /**
   * Reads one ${name}.
   * @http GET ${path}/{id}
   * @throws not_found when it does not exist
   */
  get${name}(req: ${name}Key): Promise<${name}>;
  /** Lists ${name} items, newest first. */
  list${name}(req: List${name}Request): Promise<List${name}Response>;
  /**
   * Changes a ${name}.
   * @http PATCH ${path}/{id}
   */
  update${name}(req: Update${name}Request): Promise<${name}>;
  /**
   * Removes a ${name}.
   * @http DELETE ${path}/{id}
   */
  remove${name}(req: ${name}Key): Promise<void>;
`;
}
