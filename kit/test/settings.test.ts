import { describe, expect, test } from 'vitest';
import { isLoopback, parseAddress, urlOf } from '../src/address.ts';
import { serviceSettings, SettingsError, settingsHelp } from '../src/service/settings.ts';

const nothing = {
  address: undefined,
  addresses: {},
  files: {},
  logLevel: undefined,
  logFormat: undefined,
  help: false,
};

describe('addresses', () => {
  test.each([
    ['127.0.0.1:8080', '127.0.0.1', 8080],
    ['localhost:0', 'localhost', 0],
    [':8080', undefined, 8080],
    ['[::1]:80', '::1', 80],
    ['my-host.example:65535', 'my-host.example', 65_535],
  ])('%s', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
  });

  test.each([
    '',
    '8080',
    'host',
    'host:',
    'host:x',
    'host:65536',
    '::1:80',
    'a b:1',
    'host:1:2',
    '[x]:1',
  ])('%s is none', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['127.evil.example', false],
    ['10.0.0.1', false],
    [undefined, false],
  ])('%s is a loopback address: %s', (host, expected) => {
    expect(isLoopback({ host, port: 1 })).toBe(expected);
  });

  test.each([
    ['127.0.0.1', 'http://127.0.0.1:80'],
    ['::1', 'http://[::1]:80'],
    ['', 'http://localhost:80'],
    ['0.0.0.0', 'http://localhost:80'],
    ['::', 'http://localhost:80'],
  ])('%s is opened at %s', (host, url) => {
    expect(urlOf(host, 80)).toBe(url);
  });
});

test('nothing given is nothing set', () => {
  expect(serviceSettings([], {})).toEqual(nothing);
  expect(serviceSettings([], { APP_HTTP_ADDR: '', APP_LOG_LEVEL: '' })).toEqual(nothing);
});

test.each([
  [['-http.addr', ':9000']],
  [['--http.addr', ':9000']],
  [['-http.addr=:9000']],
  [['--http.addr=:9000']],
])('%j', (argv) => {
  const address = { host: undefined, port: 9000 };
  expect(serviceSettings(argv, { APP_HTTP_ADDR: 'x:1' })).toEqual({ ...nothing, address });
});

test('the environment', () => {
  const env = { APP_HTTP_ADDR: 'a:1', APP_LOG_LEVEL: 'WARN', APP_LOG_FORMAT: 'console' };
  expect(serviceSettings([], env)).toEqual({
    address: { host: 'a', port: 1 },
    addresses: {},
    files: {},
    logLevel: 'warn',
    logFormat: 'console',
    help: false,
  });
});

test('servers beside the one for HTTP have addresses of their own', () => {
  const env = { APP_GRPC_ADDR: ':9001', APP_MCP_ADDR: ':9002' };
  const argv = ['--grpc.addr', '[::1]:9090'];
  const settings = serviceSettings(argv, env, ['grpc', 'mcp']);
  expect(settings.addresses).toEqual({
    grpc: { host: '::1', port: 9090 },
    mcp: { host: undefined, port: 9002 },
  });
  expect(() => serviceSettings(argv, env)).toThrow('unknown flag -grpc.addr');
  expect(() => serviceSettings(['-x'], env, ['grpc'])).toThrow(
    'unknown flag -x; there are -http.addr, -grpc.addr and -help',
  );
  expect(() => serviceSettings([], { APP_GRPC_ADDR: '9' }, ['grpc'])).toThrow(
    'APP_GRPC_ADDR: "9" is not host:port, such as 127.0.0.1:8080',
  );
  expect(settingsHelp([{ name: 'grpc' }])).toContain(
    '  -grpc.addr HOST:PORT   APP_GRPC_ADDR    where to listen for grpc\n',
  );
});

test('servers take files by flags and variables of their own', () => {
  const grpc = { name: 'grpc', files: { 'tls.cert': 'its certificate', 'tls.client-ca': 'who' } };
  const env = { APP_GRPC_TLS_CERT: 'env.pem', APP_GRPC_TLS_CLIENT_CA: 'ca.pem' };
  const { files } = serviceSettings(['-grpc.tls.cert', 'a.pem'], env, [grpc, 'mcp']);
  expect(files).toEqual({
    grpc: {
      'tls.cert': { from: '-grpc.tls.cert', text: 'a.pem' },
      'tls.client-ca': { from: 'APP_GRPC_TLS_CLIENT_CA', text: 'ca.pem' },
    },
    mcp: {},
  });
  expect(() => serviceSettings(['-mcp.tls.cert', 'x'], {}, [grpc, 'mcp'])).toThrow(
    'unknown flag -mcp.tls.cert; there are -http.addr, -grpc.addr, -grpc.tls.cert, -grpc.tls.client-ca, -mcp.addr and -help',
  );
  expect(settingsHelp([grpc])).toContain(
    [
      '  -http.addr HOST:PORT       APP_HTTP_ADDR            where to listen; :8080 is every address',
      '  -grpc.addr HOST:PORT       APP_GRPC_ADDR            where to listen for grpc',
      '  -grpc.tls.cert FILE        APP_GRPC_TLS_CERT        its certificate',
      '  -grpc.tls.client-ca FILE   APP_GRPC_TLS_CLIENT_CA   who',
    ].join('\n'),
  );
});

test.each(['-h', '-help', '--help'])('%s asks for help', (flag) => {
  expect(serviceSettings([flag], {}).help).toBe(true);
});

test.each([
  [
    ['-http.addr', 'nonsense'],
    {},
    '-http.addr: "nonsense" is not host:port, such as 127.0.0.1:8080',
  ],
  [[], { APP_HTTP_ADDR: '8080' }, 'APP_HTTP_ADDR: "8080" is not host:port, such as 127.0.0.1:8080'],
  [[], { APP_LOG_LEVEL: 'loud' }, 'APP_LOG_LEVEL: "loud" is not one of debug, info, warn, error'],
  [[], { APP_LOG_FORMAT: 'xml' }, 'APP_LOG_FORMAT: "xml" is not one of json, console'],
  [['-port', '1'], {}, 'unknown flag -port; there are -http.addr and -help'],
  [['-http.addr'], {}, '-http.addr needs a value'],
  [['serve'], {}, 'unexpected argument serve'],
])('%j with %j is refused in one line', (argv, env, message) => {
  expect(() => serviceSettings(argv, env)).toThrow(new SettingsError(message));
});
