import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as checks from '../src/checks/index.ts';
import { symbols } from '../src/codegen.ts';
import * as endpoint from '../src/endpoint/index.ts';
import * as forms from '../src/forms/index.ts';
import * as grpc from '../src/grpc/index.ts';
import * as http from '../src/http/index.ts';
import * as root from '../src/index.ts';
import * as observability from '../src/observability/index.ts';
import * as protobuf from '../src/protobuf/index.ts';
import * as resilience from '../src/resilience/index.ts';
import * as wire from '../src/wire/index.ts';
import * as testing from '../src/testing/index.ts';
import { textOf } from './support/import-graph.ts';
import { kit } from './support/project.ts';

/** The names that an entry exports: values, then types. */
function namesOf(entry: string): { values: string[]; types: string[] } {
  const clauses = [...textOf(entry).matchAll(/^export (type )?\{([^}]*)\} from/gm)];
  const names = clauses.flatMap(([, allTypes, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({
        name: name.replace(/^type /, ''),
        type: allTypes !== undefined || name.startsWith('type '),
      })),
  );
  const pick = (type: boolean) =>
    names
      .filter((one) => one.type === type)
      .map((one) => one.name)
      .toSorted();
  return { values: pick(false), types: pick(true) };
}

describe('the exports', () => {
  test('.', () => {
    expect(namesOf('index.ts')).toEqual({
      values: [
        'Context',
        'KitError',
        'SettingsError',
        'Timestamp',
        'createService',
        'currentContext',
        'errorCodes',
        'isErrorCode',
        'metadataFrom',
        'serviceSettings',
        'silentLogger',
        'unimplemented',
      ],
      types: [
        'BackgroundOptions',
        'Component',
        'ErrorCode',
        'Fault',
        'KitErrorOptions',
        'LogLevel',
        'Logger',
        'Metadata',
        'OutgoingMetadata',
        'Principal',
        'RouteHandler',
        'RouteSchemas',
        'RunningService',
        'SchemaInput',
        'SchemaOutput',
        'ServerHost',
        'Service',
        'ServiceOptions',
        'ServiceServer',
        'ServiceSettings',
        'StandardSchemaV1',
        'TraceContext',
      ],
    });
  });

  test('./endpoint', () => {
    expect(namesOf('endpoint/index.ts')).toEqual({
      values: [
        'CallMetrics',
        'EndpointBuilder',
        'chain',
        'endpointBuilder',
        'errorHandling',
        'implemented',
        'implementedStream',
        'invalidRequest',
        'logging',
        'metrics',
        'refuseFaults',
        'timeout',
        'tracing',
        'validation',
      ],
      types: [
        'CallCounter',
        'CallCounts',
        'EndedSpan',
        'Endpoint',
        'ErrorHandlingOptions',
        'Fault',
        'LoggingOptions',
        'MetricsOptions',
        'Middleware',
        'TracingOptions',
        'Validator',
      ],
    });
  });

  test('./http', () => {
    expect(namesOf('http/index.ts')).toEqual({
      values: [
        'ApiError',
        'HttpClient',
        'HttpError',
        'HttpServer',
        'Query',
        'bigintFrom',
        'bigintText',
        'buildQuery',
        'bytesFrom',
        'bytesText',
        'clientStream',
        'clientStreamRoute',
        'defaultLimits',
        'fillPath',
        'httpRoute',
        'instantFrom',
        'instantText',
        'jsonDocument',
        'readInput',
        'readNothing',
        'responsePart',
        'serverStream',
        'serverStreamRoute',
        'skillHandler',
        'statusOf',
      ],
      types: [
        'ApiErrorOptions',
        'ApiFault',
        'BoundAddress',
        'CallOptions',
        'ClientOptions',
        'ClientRequest',
        'ClientStreamRequest',
        'ClientStreamRoute',
        'ConnectMiddleware',
        'Fault',
        'FaultLocation',
        'HandleOptions',
        'HttpInput',
        'HttpLimits',
        'HttpMethod',
        'HttpOnlyCode',
        'HttpRoute',
        'HttpServerOptions',
        'IncomingResponse',
        'InputShape',
        'ListenAddress',
        'NodeHandler',
        'OutgoingRequest',
        'Problem',
        'ProblemFault',
        'Provided',
        'RouteInfo',
        'ServerStreamRoute',
        'Skill',
        'SkillTool',
        'TextType',
      ],
    });
  });

  test('./grpc', () => {
    expect(namesOf('grpc/index.ts')).toEqual({
      values: [
        'ApiError',
        'GrpcClient',
        'GrpcServer',
        'codeOfStatus',
        'defaultGrpcLimits',
        'grpcClient',
        'grpcMethod',
        'grpcStatusOf',
      ],
      types: [
        'AnyGrpcMethod',
        'ApiErrorOptions',
        'ApiFault',
        'BoundAddress',
        'Fault',
        'GrpcCallOptions',
        'GrpcClientMethod',
        'GrpcClientOptions',
        'GrpcClientTls',
        'GrpcLimits',
        'GrpcMethod',
        'GrpcServerOptions',
        'GrpcServerTls',
        'ListenAddress',
        'MessageCodec',
        'Messages',
        'MethodKind',
        'RequestOf',
        'ResponseOf',
      ],
    });
  });

  test('./wire', () => {
    expect(namesOf('wire/index.ts')).toEqual({
      values: [
        'bigint',
        'bytes',
        'entries',
        'fields',
        'instant',
        'later',
        'list',
        'map',
        'nullable',
        'plain',
        'record',
        'set',
        'told',
        'tuple',
        'union',
        'variants',
      ],
      types: ['ObjectWire', 'Wire'],
    });
  });

  test('./forms', () => {
    expect(namesOf('forms/index.ts')).toEqual({
      values: ['createFormCodecs', 'createFormMessages', 'structFile', 'timestampFile'],
      types: [
        'FormCoding',
        'FormEnum',
        'FormField',
        'FormMessage',
        'FormMessageCodec',
        'FormScalar',
        'FormTables',
        'FormType',
        'MessageCodec',
      ],
    });
  });

  test('./protobuf', () => {
    expect(namesOf('protobuf/index.ts')).toEqual({
      values: ['Timestamp', 'createMessages', 'unknownFields'],
      types: [
        'BinaryCodec',
        'EnumTable',
        'FieldTable',
        'FieldType',
        'Init',
        'JsonCodec',
        'JsonOptions',
        'MessageTable',
        'MessageTables',
        'Messages',
        'ScalarName',
      ],
    });
  });

  test('./testing', () => {
    expect(namesOf('testing/index.ts')).toEqual({
      values: ['testContract'],
      types: ['CallRefusal', 'CallSample', 'ContractSamples', 'TestedService'],
    });
  });

  test('./observability', () => {
    expect(namesOf('observability/index.ts')).toEqual({
      values: [
        'callCollectors',
        'collector',
        'createLogger',
        'formatTraceparent',
        'logLevels',
        'parseTraceparent',
        'registerCollectors',
        'scraper',
        'silentLogger',
      ],
      types: [
        'CollectedMetric',
        'LogDestination',
        'LogFormat',
        'LogLevel',
        'LogMethod',
        'Logger',
        'LoggerOptions',
        'Sample',
        'TraceContext',
      ],
    });
  });

  test('./resilience', () => {
    expect(namesOf('resilience/index.ts')).toEqual({
      values: ['bulkhead', 'circuitBreaker', 'rateLimit', 'retry'],
      types: [
        'BulkheadOptions',
        'CircuitBreakerOptions',
        'CircuitStatus',
        'RateLimitOptions',
        'RetryOptions',
      ],
    });
  });

  test('the subpaths', () => {
    const { exports } = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8')) as {
      exports: object;
    };
    expect(Object.keys(exports)).toEqual([
      '.',
      './endpoint',
      './checks',
      './http',
      './grpc',
      './forms',
      './wire',
      './protobuf',
      './testing',
      './observability',
      './resilience',
      './codegen',
      './package.json',
    ]);
  });
});

describe('the symbols of generated code', () => {
  const entries: Readonly<Record<string, { module: object; file: string }>> = {
    '@microgen/kit': { module: root, file: 'index.ts' },
    '@microgen/kit/endpoint': { module: endpoint, file: 'endpoint/index.ts' },
    '@microgen/kit/http': { module: http, file: 'http/index.ts' },
    '@microgen/kit/grpc': { module: grpc, file: 'grpc/index.ts' },
    '@microgen/kit/checks': { module: checks, file: 'checks/index.ts' },
    '@microgen/kit/forms': { module: forms, file: 'forms/index.ts' },
    '@microgen/kit/wire': { module: wire, file: 'wire/index.ts' },
    '@microgen/kit/protobuf': { module: protobuf, file: 'protobuf/index.ts' },
    '@microgen/kit/testing': { module: testing, file: 'testing/index.ts' },
    '@microgen/kit/observability': { module: observability, file: 'observability/index.ts' },
    '@microgen/kit/resilience': { module: resilience, file: 'resilience/index.ts' },
  };

  test.each(Object.entries(symbols))('%s exists where the table says', (name, { from, type }) => {
    const { module, file } = entries[from]!;
    const { values, types } = namesOf(file);
    expect([...values, ...types]).toContain(name);
    expect(name in module || type).toBe(true);
  });

  test('the table is data: its file imports nothing', () => {
    expect(textOf('codegen.ts')).not.toMatch(/^import|\bfrom '/m);
  });
});
