import type { EnumDescriptor, EnumValueDescriptor } from './descriptor.ts';
import type { Making, Report } from './making.ts';
import { readOption } from './option-value.ts';
import { checkRanges } from './check-ranges.ts';

/** What is wrong with an enum and its values. */
export function checkEnum(target: EnumDescriptor, making: Making): void {
  const { report } = making;
  const [first] = target.value;
  if (first === undefined) {
    report('proto-empty', { what: `the enum ${target.name}`, wanted: 'value' }, target.at.name);
  } else if (!target.isClosed && first.number !== 0) {
    report('proto-enum-zero', { name: target.name }, first.at.number ?? first.at.name);
  }
  for (const value of target.value) checkValue(value, report);
  checkAliases(target, report);
  checkJsonNames(target, report);
  checkRanges(target, making);
}

function checkValue({ name, number, at, parent }: EnumValueDescriptor, report: Report): void {
  const span = at.number ?? at.name;
  if (number < -(2 ** 31) || number > 2 ** 31 - 1) {
    const help = 'The numbers of values go from -2147483648 to 2147483647.';
    report('proto-number-range', { number: String(number), reason: 'is no int32', help }, span);
  }
  const scope = parent.fullName;
  if (parent.reservedRange.some(({ start, end }) => number >= start && number <= end)) {
    report('proto-reserved', { what: `the number ${String(number)}`, scope }, span);
  }
  if (parent.reservedName.includes(name)) {
    report('proto-reserved', { what: `the name ${name}`, scope }, at.name);
  }
}

function checkAliases(target: EnumDescriptor, report: Report): void {
  const allowed = readOption(target.options, 'allow_alias');
  const taken = new Map<number, EnumValueDescriptor>();
  let hasAlias = false;
  for (const value of target.value) {
    const other = taken.get(value.number);
    taken.set(value.number, other ?? value);
    if (other === undefined) continue;
    hasAlias = true;
    if (allowed?.value === true) continue;
    const params = {
      reason: `${value.name} has the number ${String(value.number)} of ${other.name}`,
      help: 'Give it another number, or say `option allow_alias = true;` in the enum.',
    };
    const related = [{ span: other.at.name, message: `${other.name} has it` }];
    report('proto-enum-alias', params, value.at.number ?? value.at.name, related);
  }
  if (allowed?.value === true && !hasAlias) {
    const reason = `${target.name} allows aliases and has none`;
    report('proto-enum-alias', { reason, help: 'Delete `option allow_alias`.' }, allowed.span);
  }
}

/** Two values must not have one name when the enum's own is taken off, for languages that do so. */
function checkJsonNames(target: EnumDescriptor, report: Report): void {
  if (target.features.jsonFormat === 'LEGACY_BEST_EFFORT') return;
  if (readOption(target.options, 'deprecated_legacy_json_field_conflicts')?.value === true) return;
  const taken = new Map<string, EnumValueDescriptor>();
  for (const value of target.value) {
    const short = shortName(value.name, target.name);
    const other = taken.get(short);
    if (other === undefined) taken.set(short, value);
    if (other === undefined || other.number === value.number || other.name === value.name) continue;
    const params = {
      reason: `${value.name} and ${other.name} are both ${short} without the name of the enum and the case of letters`,
      help: 'Rename one of the two.',
    };
    report('proto-json-name', params, value.at.name, [
      { span: other.at.name, message: `${other.name} is declared here` },
    ]);
  }
}

/** Source: `EnumValueToPascalCase` and `PrefixRemover` of protoc */
function shortName(name: string, enumName: string): string {
  const prefix = enumName.replaceAll('_', '').toLowerCase();
  let at = 0;
  let matched = 0;
  while (at < name.length && matched < prefix.length) {
    if (name[at] !== '_') {
      if (name[at]?.toLowerCase() !== prefix[matched]) break;
      matched += 1;
    }
    at += 1;
  }
  const rest = matched === prefix.length ? name.slice(at).replace(/^_+/, '') : '';
  const kept = rest === '' ? name : rest;
  return kept
    .toLowerCase()
    .replace(/(?:^|_+)([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}
