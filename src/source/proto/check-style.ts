import type { Definition, FileDescriptor } from './descriptor.ts';
import type { Making } from './making.ts';

interface Style {
  readonly name: string;
  readonly pattern: RegExp;
  readonly instead: string;
}

const TITLE: Style = { name: 'TitleCase', pattern: /^[A-Z][A-Za-z0-9]*$/, instead: 'LikeThis' };
const SNAKE: Style = {
  name: 'lower_snake_case',
  pattern: /^[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*$/,
  instead: 'like_this',
};
const UPPER: Style = {
  name: 'UPPER_SNAKE_CASE',
  pattern: /^[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*$/,
  instead: 'LIKE_THIS',
};

/**
 * From edition 2024 on, names are held to a style.
 * Source: https://protobuf.dev/programming-guides/style/
 */
export function checkStyle(making: Making): void {
  checkPackage(making.file, making);
  for (const definition of making.definitions) {
    if (definition.features.enforceNamingStyle !== 'STYLE2024') continue;
    if (definition.kind === 'message' && definition.isMapEntry) continue;
    if (definition.kind === 'field' && definition.parent?.isMapEntry === true) continue;
    const { name, at } = definition;
    const style = styleOf(definition);
    if (style.pattern.test(name)) continue;
    const params = { what: definition.kind, name, style: style.name, instead: style.instead };
    making.report('proto-naming-style', params, at.name);
  }
}

function styleOf({ kind }: Definition): Style {
  switch (kind) {
    case 'field':
    case 'oneof':
      return SNAKE;
    case 'enum value':
      return UPPER;
    case 'message':
    case 'enum':
    case 'service':
    case 'method':
      return TITLE;
  }
}

function checkPackage(file: FileDescriptor, { unit, report }: Making): void {
  const node = unit.node.members.find((member) => member.kind === 'package');
  if (node === undefined || file.features.enforceNamingStyle !== 'STYLE2024') return;
  if (file.package.split('.').every((part) => SNAKE.pattern.test(part))) return;
  const params = { what: 'package', name: file.package, style: SNAKE.name, instead: SNAKE.instead };
  report('proto-naming-style', params, unit.spanOf(node.name));
}
