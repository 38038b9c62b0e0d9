import { expect, test } from 'vitest';
import { checkBounds, isFormat } from '../src/checks/index.ts';
import type { Fault } from '../src/errors/fault.ts';

const accepted: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-02-29', '0001-01-01'],
  time: ['12:00:00Z', '23:59:60Z', '15:59:60-08:00', '00:00:00.5+01:00'],
  'date-time': ['2024-01-01T10:00:00Z', '2024-01-01t10:00:00.123456789+02:00'],
  email: ['ada@example.com', "o'brien+x@sub.example.org"],
  hostname: ['example.com', 'localhost'],
  ipv4: ['127.0.0.1'],
  uri: ['https://example.com/a?b=c#d', 'urn:isbn:0451450523', 'http://[2001:db8::1]:80/'],
  uuid: ['123e4567-e89b-42d3-a456-426614174000'],
};
const refused: Readonly<Record<string, readonly string[]>> = {
  date: ['2023-02-29', '2024-13-01', '2024-1-1', ''],
  time: ['12:00:60Z', '24:00:00Z', '12:00:00', '12:00:00+24:00'],
  'date-time': [
    '2024-01-01 10:00:00Z',
    '2024-01-01\n10:00:00Z',
    '2024-01-01\u00a010:00:00Z',
    '2024-01-01T10:00:60Z',
    '2024-01-01T10:00:00',
  ],
  email: ['ada', 'ada@', '@example.com', 'a b@example.com', 'ada.@example.com'],
  hostname: ['-a.example', 'a..b', ''],
  ipv4: ['256.0.0.1', '1.2.3', '01.2.3.4'],
  uri: ['/relative', 'http://ä.de/', 'http://a/%zz', 'urn:x:[1]', 'http://a b/'],
  uuid: ['123e4567e89b42d3a456426614174000'],
};

for (const [format, texts] of Object.entries(accepted)) {
  test.each(texts)(`${format} accepts %j`, (text) => expect(isFormat(text, format)).toBe(true));
}
for (const [format, texts] of Object.entries(refused)) {
  test.each(texts)(`${format} refuses %j`, (text) => expect(isFormat(text, format)).toBe(false));
}

test.each([
  [19.99, 0.01, true],
  [0.3, 0.1, true],
  [4.35, 0.01, true],
  [1e308, 0.5, true],
  [19.995, 0.01, false],
  [7, 2, false],
])('%d is a multiple of %d: %s', (value, multipleOf, expected) => {
  const faults: Fault[] = [];
  checkBounds(value, { multipleOf }, faults, '');
  expect(faults.length === 0).toBe(expected);
});
