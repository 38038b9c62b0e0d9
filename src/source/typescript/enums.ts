import ts from '#typescript';
import type { EnumMember, Type } from '../../ir/types.ts';
import { readDocs } from './docs.ts';
import { type Lowering, notCarriable } from './lowering.ts';

/** Lowers an enum, whose parts may be several. Of the names of one value the first stands for it. */
export function lowerEnum(lowering: Lowering, nodes: readonly ts.Node[]): Type {
  const written = nodes.filter(ts.isEnumDeclaration).flatMap((node) => [...node.members]);
  const members: EnumMember[] = [];
  for (const member of written) {
    const value = lowering.checker.getConstantValue(member) ?? nextValue(member, members.at(-1));
    if (value === undefined) {
      const what = `\`${member.name.getText()}\`, whose value is computed at run time,`;
      return notCarriable(lowering, member, { what, instead: 'Give it a fixed value.' });
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      const what = `\`${member.name.getText()}\`, which is not finite,`;
      return notCarriable(lowering, member, {
        what,
        instead: 'JSON has no infinity: give it a number.',
      });
    }
    if (members.some((one) => one.value === value)) continue;
    const { docs } = readDocs(lowering, [member], 'enum member');
    members.push({ name: memberName(member), value, docs });
  }
  return { kind: 'enum', members, open: false };
}

/** In a `declare enum` the checker leaves open what a member without a value is; it counts there as anywhere. */
function nextValue({ initializer }: ts.EnumMember, last: EnumMember | undefined) {
  if (initializer !== undefined || typeof last?.value === 'string') return undefined;
  return (last?.value ?? -1) + 1;
}

/** What a member is called, without the quotes that it may be written in. */
export function memberName({ name }: ts.EnumMember): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}
