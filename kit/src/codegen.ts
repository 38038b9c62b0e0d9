/** Where generated code imports a symbol from. */
export interface SymbolSource {
  readonly from: string;
  /** Whether generated code needs it only as a type. */
  readonly type: boolean;
}

const root = '@microgen/kit';
const endpoint = '@microgen/kit/endpoint';
const http = '@microgen/kit/http';
const validate = '@microgen/kit/validate';
const observability = '@microgen/kit/observability';

/**
 * Every symbol that generated code may import, and where from. Data only: a generator can read it
 * without loading the library.
 */
export const symbols = {
  BackgroundOptions: { from: root, type: true },
  Component: { from: root, type: true },
  Context: { from: root, type: true },
  ErrorCode: { from: root, type: true },
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
  logging: { from: endpoint, type: false },
  metrics: { from: endpoint, type: false },
  timeout: { from: endpoint, type: false },
  tracing: { from: endpoint, type: false },
  validation: { from: endpoint, type: false },
  ConnectMiddleware: { from: http, type: true },
  HttpInput: { from: http, type: true },
  HttpRoute: { from: http, type: true },
  NodeHandler: { from: http, type: true },
  RouteInfo: { from: http, type: true },
  booleanFromText: { from: http, type: false },
  httpRoute: { from: http, type: false },
  numberFromText: { from: http, type: false },
  singleValue: { from: http, type: false },
  Fault: { from: validate, type: true },
  checkInteger: { from: validate, type: false },
  checkItems: { from: validate, type: false },
  checkLength: { from: validate, type: false },
  checkMultipleOf: { from: validate, type: false },
  checkPattern: { from: validate, type: false },
  checkRange: { from: validate, type: false },
  fault: { from: validate, type: false },
  isObject: { from: validate, type: false },
  member: { from: validate, type: false },
  missing: { from: validate, type: false },
  notAllowed: { from: validate, type: false },
  pointer: { from: validate, type: false },
  setMember: { from: validate, type: false },
  unexpected: { from: validate, type: false },
  wrongType: { from: validate, type: false },
  createLogger: { from: observability, type: false },
} as const satisfies Readonly<Record<string, SymbolSource>>;

/** The name of a symbol that generated code may import. */
export type SymbolName = keyof typeof symbols;
