/** Where generated code imports a symbol from. */
export interface SymbolSource {
  readonly from: string;
  /** Whether generated code needs it only as a type. */
  readonly type: boolean;
}

const root = '@microgen/kit';
const endpoint = '@microgen/kit/endpoint';
const http = '@microgen/kit/http';
const checks = '@microgen/kit/checks';
const wire = '@microgen/kit/wire';
const observability = '@microgen/kit/observability';
const testing = '@microgen/kit/testing';

/**
 * Every symbol that generated code may import, and where from. Data only: a generator can read it
 * without loading the library.
 */
export const symbols = {
  BackgroundOptions: { from: root, type: true },
  Component: { from: root, type: true },
  Context: { from: root, type: true },
  ErrorCode: { from: root, type: true },
  Fault: { from: root, type: true },
  KitError: { from: root, type: false },
  Logger: { from: root, type: true },
  Principal: { from: root, type: true },
  RunningService: { from: root, type: true },
  Service: { from: root, type: true },
  ServiceOptions: { from: root, type: true },
  SettingsError: { from: root, type: false },
  createService: { from: root, type: false },
  currentContext: { from: root, type: false },
  serviceSettings: { from: root, type: false },
  silentLogger: { from: root, type: false },
  unimplemented: { from: root, type: false },
  CallMetrics: { from: endpoint, type: false },
  Endpoint: { from: endpoint, type: true },
  EndpointBuilder: { from: endpoint, type: false },
  Middleware: { from: endpoint, type: true },
  Validator: { from: endpoint, type: true },
  chain: { from: endpoint, type: false },
  endpointBuilder: { from: endpoint, type: false },
  errorHandling: { from: endpoint, type: false },
  implemented: { from: endpoint, type: false },
  implementedStream: { from: endpoint, type: false },
  logging: { from: endpoint, type: false },
  metrics: { from: endpoint, type: false },
  timeout: { from: endpoint, type: false },
  tracing: { from: endpoint, type: false },
  validation: { from: endpoint, type: false },
  ConnectMiddleware: { from: http, type: true },
  HttpInput: { from: http, type: true },
  HttpRoute: { from: http, type: true },
  InputShape: { from: http, type: true },
  NodeHandler: { from: http, type: true },
  RouteInfo: { from: http, type: true },
  Skill: { from: http, type: true },
  SkillTool: { from: http, type: true },
  clientStreamRoute: { from: http, type: false },
  httpRoute: { from: http, type: false },
  readInput: { from: http, type: false },
  serverStreamRoute: { from: http, type: false },
  skillHandler: { from: http, type: false },
  Bounds: { from: checks, type: true },
  JsonObject: { from: checks, type: true },
  Key: { from: checks, type: true },
  MAX_FAULTS: { from: checks, type: false },
  Variant: { from: checks, type: true },
  checkAnyOf: { from: checks, type: false },
  checkArray: { from: checks, type: false },
  checkBoolean: { from: checks, type: false },
  checkBounds: { from: checks, type: false },
  checkEnum: { from: checks, type: false },
  checkInteger: { from: checks, type: false },
  checkKnown: { from: checks, type: false },
  checkNumber: { from: checks, type: false },
  checkObject: { from: checks, type: false },
  checkPresent: { from: checks, type: false },
  checkNumberName: { from: checks, type: false },
  checkSet: { from: checks, type: false },
  entriesOf: { from: checks, type: false },
  itemsOf: { from: checks, type: false },
  membersOf: { from: checks, type: false },
  readAnyOf: { from: checks, type: false },
  readBigint: { from: checks, type: false },
  readBytes: { from: checks, type: false },
  readEntries: { from: checks, type: false },
  readInstant: { from: checks, type: false },
  replaceItems: { from: checks, type: false },
  replaceMembers: { from: checks, type: false },
  replaceRest: { from: checks, type: false },
  checkString: { from: checks, type: false },
  checkTuple: { from: checks, type: false },
  escapeKey: { from: checks, type: false },
  isFormat: { from: checks, type: false },
  isObject: { from: checks, type: false },
  member: { from: checks, type: false },
  setMember: { from: checks, type: false },
  ObjectWire: { from: wire, type: true },
  Wire: { from: wire, type: true },
  bigint: { from: wire, type: false },
  bytes: { from: wire, type: false },
  entries: { from: wire, type: false },
  fields: { from: wire, type: false },
  instant: { from: wire, type: false },
  later: { from: wire, type: false },
  list: { from: wire, type: false },
  map: { from: wire, type: false },
  nullable: { from: wire, type: false },
  plain: { from: wire, type: false },
  record: { from: wire, type: false },
  set: { from: wire, type: false },
  told: { from: wire, type: false },
  tuple: { from: wire, type: false },
  union: { from: wire, type: false },
  variants: { from: wire, type: false },
  createLogger: { from: observability, type: false },
  testContract: { from: testing, type: false },
} as const satisfies Readonly<Record<string, SymbolSource>>;

/** The name of a symbol that generated code may import. */
export type KitSymbol = keyof typeof symbols;
