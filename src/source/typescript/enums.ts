import ts from '#typescript';
import type { EnumMember, Type } from '../../ir/types.ts';
import { readDocs } from './docs.ts';
import { type Lowering, notCarriable } from './lowering.ts';

/** Lowers an enum, whose parts may be several. */
export function lowerEnum(lowering: Lowering, nodes: readonly ts.Node[]): Type {
  const written = nodes.filter(ts.isEnumDeclaration).flatMap((node) => [...node.members]);
  const members: EnumMember[] = [];
  for (const member of written) {
    const value = lowering.checker.getConstantValue(member);
    if (value === undefined) {
      const what = `\`${member.name.getText()}\`, whose value is computed at run time,`;
      return notCarriable(lowering, member, { what, instead: 'Give it a fixed value.' });
    }
    const { docs } = readDocs(lowering, [member], 'enum member');
    members.push({ name: memberName(member), value, docs });
  }
  return { kind: 'enum', members, open: false };
}

function memberName({ name }: ts.EnumMember): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}
