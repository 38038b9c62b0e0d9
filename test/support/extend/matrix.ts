/** What `-docs`, `-tests`, `-skill` and `-openapi` switch. */
export const capabilities = ['docs', 'tests', 'skill', 'openapi'] as const;

type Capability = (typeof capabilities)[number];

/** A project of the matrix, by what it was generated with. */
export interface Choice {
  /** Its folder too: a letter for each capability that it has. */
  readonly name: string;
  readonly has: Readonly<Record<Capability, boolean>>;
  /** Whether it speaks gRPC beside HTTP. */
  readonly grpc: boolean;
  readonly prefix: string;
}

/**
 * Every set of capabilities. Those of an odd number have a prefix, so that with it any five of the six options are
 * met in every combination.
 */
export const everyChoice: readonly Choice[] = Array.from({ length: 32 }, (_, bits) => {
  const grpc = bits >= 16;
  const on = capabilities.map((_name, index) => (bits & (1 << index)) !== 0);
  const [docs, tests, skill, openapi] = [
    on[0] === true,
    on[1] === true,
    on[2] === true,
    on[3] === true,
  ];
  const names = capabilities.filter((_name, index) => on[index]).map((name) => name[0]);
  return {
    name: [grpc ? 'g' : 'p', ...names].join(''),
    has: { docs, tests, skill, openapi },
    grpc,
    prefix: names.length % 2 === 1 ? 'api/v1' : '',
  };
});

/** A method of the contract as it grows: how it is called, what its user writes, and what it answers then. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  /** What its tool is called. */
  readonly tool: string;
  readonly verb: 'GET' | 'POST';
  /** Comes after the path. */
  readonly query?: string;
  readonly body?: object;
  readonly written: string;
  readonly answer: object;
}

const sayHello: Operation = {
  service: 'HelloService',
  method: 'sayHello',
  tool: 'hello_sayHello',
  verb: 'POST',
  body: { name: 'Ada' },
  written: 'return { message: `Hello, ${req.name}!` };',
  answer: { message: 'Hello, Ada!' },
};
const getOrder: Operation = {
  service: 'OrderService',
  method: 'getOrder',
  tool: 'order_getOrder',
  verb: 'GET',
  query: '?id=7',
  written: "return { id, state: 'open' };",
  answer: { id: '7', state: 'open' },
};
const wave: Operation = {
  service: 'HelloService',
  method: 'wave',
  tool: 'hello_wave',
  verb: 'POST',
  body: { times: 2 },
  written: 'return { message: `${req.times} waves` };',
  answer: { message: '2 waves' },
};
const addPet: Operation = {
  service: 'PetService',
  method: 'addPet',
  tool: 'pet_addPet',
  verb: 'POST',
  body: { name: 'Rex' },
  written: 'return { name: req.name };',
  answer: { name: 'Rex' },
};

const HELLO = `export interface HelloRequest { name: string }
export interface HelloResponse { message: string }
export interface HelloService {
  /** SayHello returns a greeting. */
  sayHello(req: HelloRequest): Promise<HelloResponse>;
}
`;
const ORDERS = `
export interface Order { id: string; state: 'open' | 'done' }
/** Orders. */
export interface OrderService {
  getOrder(id: string): Promise<Order>;
}
`;
const WAVE = HELLO.replace(
  '  /** SayHello',
  `  /**
   * Waves.
   * @throws not_found when nobody is there
   */
  wave(req: Wave): Promise<HelloResponse>;
  /** SayHello`,
).concat('\nexport interface Wave { times: number }\n');
const PETS = `
export interface Pet { name: string }
export interface PetService { addPet(req: Pet): Promise<Pet> }
`;

/** One append of the row that every project of the matrix goes through. */
export interface Step {
  readonly name: string;
  /** The contract as it is then, and where: the project's own, or another file. */
  readonly contract?: { readonly file: 'idl.ts' | '../full.ts'; readonly text: string };
  readonly args: readonly string[];
  /** What the project has answered since before, and what it has only now. */
  readonly written: readonly Operation[];
  readonly stubs: readonly Operation[];
  readonly hasMiddleware: boolean;
}

/** The contract that every project begins with. */
export const firstContract = HELLO;

/** What is appended, in this order. */
export function stepsWith(middleware: readonly string[]): readonly Step[] {
  return [
    {
      name: 'a service',
      contract: { file: 'idl.ts', text: HELLO + ORDERS },
      args: ['-append-service', 'OrderService'],
      written: [sayHello],
      stubs: [getOrder],
      hasMiddleware: false,
    },
    {
      name: 'a method',
      contract: { file: 'idl.ts', text: WAVE + ORDERS },
      args: ['-append-method', 'HelloService.wave'],
      written: [sayHello, getOrder],
      stubs: [wave],
      hasMiddleware: false,
    },
    {
      name: 'all middleware',
      args: ['-append-middleware', middleware.join(',')],
      written: [sayHello, getOrder, wave],
      stubs: [],
      hasMiddleware: true,
    },
    {
      name: 'a service of another contract file',
      contract: { file: '../full.ts', text: WAVE + ORDERS + PETS },
      args: ['-append-service', 'PetService', '-idl', '../full.ts'],
      written: [sayHello, getOrder, wave],
      stubs: [addPet],
      hasMiddleware: true,
    },
  ];
}
