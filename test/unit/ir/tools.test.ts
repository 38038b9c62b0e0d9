import { expect, test } from 'vitest';
import { toolName } from '../../../src/ir/tools.ts';
import { method, service } from './build.ts';

test.each([
  ['HelloService', 'sayHello', 'hello_sayHello'],
  ['UserAccountService', 'get', 'userAccount_get'],
  ['Greeter', 'greet', 'greeter_greet'],
  ['Service', 'run', 'service_run'],
  ['ServiceDesk', 'open', 'serviceDesk_open'],
])('%s.%s is %s', (owner, name, tool) => {
  expect(toolName(service(owner, []), method(name))).toBe(tool);
});

test('the author has the last word', () => {
  expect(toolName(service('A', []), method('b', { tool: 'greet' }))).toBe('greet');
  expect(toolName(service('A', []), method('b', { tool: false }))).toBeUndefined();
});

test('a stream is no tool', () => {
  expect(toolName(service('A', []), method('b', { kind: 'server-stream' }))).toBeUndefined();
});
