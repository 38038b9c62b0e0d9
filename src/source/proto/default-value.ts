import type { FieldDescriptor } from './descriptor.ts';
import { isPseudoOption } from './build-field.ts';
import { scalarOf, wantedBy } from './interpret-value.ts';
import type { FieldMaking, Making } from './making.ts';
import type { OptionValue } from './option-value.ts';
import { utf8 } from './literals.ts';

/** Reads `default` and `json_name`, which are written like options and are none. */
export function readFieldDetails(making: Making): void {
  for (const field of making.fields) {
    readDefault(field, making);
    readJsonName(field, making);
    checkOnce(field, making);
  }
}

function checkOnce({ node }: FieldMaking, { report, unit }: Making): void {
  const seen = new Set<string>();
  for (const option of node.options.filter(isPseudoOption)) {
    const name = option.name[0]?.text ?? '';
    if (seen.has(name)) {
      const params = { reason: `${name} is set twice`, help: 'Delete one of the two.' };
      report('proto-option-misuse', params, unit.spanOf(option));
    }
    seen.add(name);
  }
}

function readDefault({ field, defaultValue: node }: FieldMaking, { report, unit }: Making): void {
  if (node === undefined) return;
  const span = unit.spanOf(node);
  const reason = defaultRefused(field);
  if (reason !== undefined) {
    report('proto-default', { reason, help: 'Delete the default.' }, span);
    return;
  }
  const value = scalarOf(node.value, field, { inText: false });
  if (value !== undefined) {
    field.defaultValue = defaultText(value, field);
    return;
  }
  const params = {
    reason: `this default of ${field.name} does not fit its type`,
    help: `Write ${wantedBy(field)}.`,
  };
  report('proto-default', params, unit.spanOf(node.value));
}

function defaultRefused(field: FieldDescriptor): string | undefined {
  if (field.label === 'repeated') return 'a list or a map has no default: it is empty';
  if (field.message !== undefined) return 'a message has no default';
  return field.file.edition === 'proto3'
    ? 'proto3 has no defaults: an absent field is zero'
    : undefined;
}

function readJsonName({ field, jsonName: node }: FieldMaking, { report, unit }: Making): void {
  if (node === undefined) return;
  const span = unit.spanOf(node);
  const text = node.value.kind === 'text' ? utf8(node.value.bytes) : undefined;
  if (text === undefined) {
    report(
      'proto-json-name',
      { reason: 'json_name is no text', help: 'Write it in quotes.' },
      span,
    );
  } else if (field.extendee !== undefined) {
    const reason = 'an extension has no JSON name of its own: it goes by its full name';
    report('proto-json-name', { reason, help: 'Delete json_name.' }, span);
  } else if (text.includes('\0')) {
    report('proto-json-name', { reason: 'a JSON name has no NUL in it', help: 'Delete it.' }, span);
  } else if (/^\[.*\]$/s.test(text)) {
    const reason = 'a JSON name in brackets would be taken for an extension';
    report('proto-json-name', { reason, help: 'Choose a name without brackets.' }, span);
  } else {
    field.jsonName = text;
  }
}

/** A default as descriptors have it. Source: FieldDescriptorProto.default_value in descriptor.proto */
function defaultText(value: OptionValue, { type }: FieldDescriptor): string {
  if (value instanceof Uint8Array) return escapedBytes(value);
  if (typeof value === 'object')
    return 'kind' in value && value.kind === 'enum value' ? value.name : '';
  if (typeof value === 'number' && (type === 'double' || type === 'float'))
    return floatText(type === 'float' ? Math.fround(value) : value, type);
  return String(value);
}

const ESCAPES: Readonly<Record<number, string>> = {
  9: '\\t',
  10: '\\n',
  13: '\\r',
  34: '\\"',
  39: "\\'",
  92: '\\\\',
};

function escapedBytes(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => {
      const isPlain = byte >= 32 && byte < 127;
      return (
        ESCAPES[byte] ??
        (isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)
      );
    })
    .join('');
}

/** As `printf("%g")` writes it, in few digits where these say it. Source: `SimpleDtoa`, `SimpleFtoa` of protoc */
function floatText(value: number, type: 'double' | 'float'): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0';
  const [few, many] = type === 'double' ? [15, 17] : [6, 9];
  const short = general(value, few);
  const isSame = (type === 'double' ? Number(short) : Math.fround(Number(short))) === value;
  return isSame ? short : general(value, many);
}

function general(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const trimmed = (text: string): string =>
    text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  if (power >= -4 && power < digits) return trimmed(value.toFixed(Math.max(digits - 1 - power, 0)));
  const sign = power < 0 ? '-' : '+';
  return `${trimmed(mantissa)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}
