import { goneNames, importsOf, numberOf, numberingOf, oneofName, zeroName } from './facts.ts';
import { type Numbered, type Numbering, nullName, typeName } from './numbers.ts';
import type {
  Schema,
  SchemaEnum,
  SchemaField,
  SchemaMessage,
  SchemaMethod,
  SchemaService,
} from './schema.ts';

type Lines = readonly string[];

/** A schema in the protobuf language, edition proto3. */
export function protoText(schema: Schema, numbered: Numbered): string {
  const blocks = [
    ...schema.services.map((service) => serviceLines(service, schema.package)),
    ...schema.messages.map((message) =>
      messageLines(message, numberingOf(numbered.messages, message)),
    ),
    ...schema.enums.map((one) => enumLines(one, numberingOf(numbered.enums, one))),
  ];
  const head = ['syntax = "proto3";', '', `package ${schema.package};`, ...importLines(schema)];
  return `${[head, ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function importLines(schema: Schema): Lines {
  const files = importsOf(schema);
  return files.length === 0 ? [] : ['', ...files.map((file) => `import "${file}";`)];
}

function serviceLines({ name, methods, docs }: SchemaService, packageName: string): Lines {
  const taken = new Set(methods.map((method) => method.name));
  // Within a service the name of a method hides the message of that name.
  const nameOf = (message: string) => (taken.has(message) ? `${packageName}.${message}` : message);
  const lines = methods.flatMap((method) => methodLines(method, nameOf));
  return [...comment(docs), `service ${name} {`, ...indented(lines), '}'];
}

function methodLines(method: SchemaMethod, nameOf: (message: string) => string): Lines {
  const { name, request, response, streamsIn, streamsOut, docs, deprecated } = method;
  const [input, output] = [
    stream(streamsIn) + nameOf(request),
    stream(streamsOut) + nameOf(response),
  ];
  const signature = `rpc ${name}(${input}) returns (${output})`;
  const end =
    deprecated === true
      ? [`${signature} {`, '  option deprecated = true;', '}']
      : [`${signature};`];
  return [...comment(docs), ...end];
}

function stream(isStream: boolean): string {
  return isStream ? 'stream ' : '';
}

function messageLines(message: SchemaMessage, numbering: Numbering): Lines {
  const { name, form, fields, docs, deprecated } = message;
  const members = fields.flatMap((field) => fieldLines(field, form, numbering));
  const body =
    form === 'union' ? [`oneof ${oneofName(message)} {`, ...indented(members), '}'] : members;
  const own = deprecated === true ? ['option deprecated = true;'] : [];
  const inner = [...own, ...reservedLines(numbering), ...body];
  if (inner.length === 0) return [...comment(docs), `message ${name} {}`];
  return [...comment(docs), `message ${name} {`, ...indented(inner), '}'];
}

function fieldLines(field: SchemaField, form: SchemaMessage['form'], numbering: Numbering): Lines {
  const { name, type, label, docs, deprecated, nullable } = field;
  const one = typeName(type);
  const text =
    label === 'map'
      ? `map<string, ${one}>`
      : `${label === 'single' || form === 'union' ? '' : `${label} `}${one}`;
  const options = deprecated === true ? ' [deprecated = true]' : '';
  const flag = nullName(field);
  return [
    ...comment(docs),
    `${text} ${name} = ${numberOf(numbering, name)}${options};`,
    ...(nullable === 'flag' ? [`bool ${flag} = ${numberOf(numbering, flag)};`] : []),
  ];
}

/** Numbers that were given once, and the names that nothing has any more. */
function reservedLines(numbering: Numbering): Lines {
  const { reserved } = numbering;
  if (reserved.length === 0) return [];
  const names = goneNames(numbering);
  return [
    `reserved ${reserved.map(({ number }) => number).join(', ')};`,
    ...(names.length === 0 ? [] : [`reserved ${names.map((name) => `"${name}"`).join(', ')};`]),
  ];
}

function enumLines({ name, values, docs }: SchemaEnum, numbering: Numbering): Lines {
  const members = values
    .map((value) => ({ ...value, number: numberOf(numbering, value.name) }))
    .toSorted((a, b) => Number(b.number === 0) - Number(a.number === 0));
  const zero = members.some(({ number }) => number === 0)
    ? []
    : [`${zeroName({ name, values })} = 0;`];
  const lines = members.flatMap((value) => [
    ...comment(value.docs),
    `${value.name} = ${value.number};`,
  ]);
  return [
    ...comment(docs),
    `enum ${name} {`,
    ...indented([...reservedLines(numbering), ...zero, ...lines]),
    '}',
  ];
}

function comment(docs: string): Lines {
  return docs === '' ? [] : docs.split('\n').map((line) => `// ${line}`.trimEnd());
}

function indented(lines: Lines): Lines {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
