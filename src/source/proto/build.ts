import { buildEnum } from './build-enum.ts';
import { buildExtend } from './build-field.ts';
import { buildMessage } from './build-message.ts';
import { buildService } from './build-service.ts';
import type { Draft, Edition, FileDescriptor } from './descriptor.ts';
import { editionDefaults } from './features.ts';
import { editionOf } from './edition.ts';
import { importName } from './load.ts';
import type { Making, Report } from './making.ts';
import { NO_OPTIONS } from './option-value.ts';
import type { FileMember, ImportNode, OptionNode } from './syntax.ts';
import type { Unit } from './unit.ts';

/** A syntax tree to descriptors, in which types, options and features are still to be resolved. */
export function buildFile(unit: Unit, report: Report): Making {
  const file = emptyFile(unit, editionOf(unit.node.syntax) ?? 'proto2');
  const making: Making = {
    unit,
    file,
    definitions: [],
    options: new Map(),
    fields: [],
    methods: [],
    ranges: new Map(),
    report,
  };
  buildPackage(making);
  buildImports(making);
  const options = unit.node.members.filter(
    (member): member is OptionNode => member.kind === 'option',
  );
  making.options.set(file, options);
  for (const member of unit.node.members) buildMember(member, making);
  return making;
}

function emptyFile(unit: Unit, edition: Edition): Draft<FileDescriptor> {
  const { name, path, isShipped, node } = unit;
  return {
    kind: 'file',
    name,
    path,
    isShipped,
    edition,
    package: '',
    comments: node.comments,
    dependency: [],
    publicDependency: [],
    weakDependency: [],
    optionDependency: [],
    messageType: [],
    enumType: [],
    service: [],
    extension: [],
    options: NO_OPTIONS,
    features: editionDefaults[edition],
    deprecated: false,
  };
}

function buildPackage({ unit, file, report }: Making): void {
  const [first, ...others] = unit.node.members.filter((member) => member.kind === 'package');
  file.package = first?.name.text ?? '';
  for (const { name } of others) {
    report('proto-duplicate-name', { name: 'package', scope: 'this file' }, unit.spanOf(name));
  }
}

function buildImports(making: Making): void {
  const { unit, file } = making;
  const imports = unit.node.members.filter((member) => member.kind === 'import');
  const plain = imports.filter(({ modifier }) => modifier !== 'option');
  const indices = (wanted: ImportNode['modifier']): readonly number[] =>
    plain.flatMap(({ modifier }, index) => (modifier === wanted ? [index] : []));
  file.dependency = plain.map(importName);
  file.publicDependency = indices('public');
  file.weakDependency = indices('weak');
  file.optionDependency = imports.filter((one) => one.modifier === 'option').map(importName);
  const seen = new Set<string>();
  for (const node of imports) {
    checkImport(node, making, seen.has(importName(node)));
    seen.add(importName(node));
  }
}

function checkImport(node: ImportNode, { unit, file, report }: Making, isTwice: boolean): void {
  const refuse = (reason: string, help: string): void => {
    report('proto-import-misuse', { reason, help }, unit.spanOf(node.file));
  };
  if (isTwice) refuse(`${importName(node)} is imported twice`, 'Delete one of the two.');
  if (node.modifier === 'option' && file.edition !== '2024') {
    refuse('`import option` needs edition 2024', 'Leave `option` out.');
  }
  if (node.modifier === 'weak' && file.edition === '2024') {
    refuse('edition 2024 has no weak imports', 'Leave `weak` out, or use `import option`.');
  }
}

function buildMember(member: FileMember, making: Making): void {
  const { file } = making;
  const building = { making, scope: file.package, buildMessage };
  switch (member.kind) {
    case 'message':
      file.messageType = [...file.messageType, buildMessage(member, building)];
      break;
    case 'enum':
      file.enumType = [...file.enumType, buildEnum(member, building)];
      break;
    case 'service':
      file.service = [...file.service, buildService(member, building)];
      break;
    case 'extend': {
      const { fields, groups } = buildExtend(member, building);
      file.extension = [...file.extension, ...fields];
      file.messageType = [...file.messageType, ...groups];
      break;
    }
    case 'import':
    case 'package':
    case 'option':
      break;
  }
}
