import { type ProtoChange, changed } from './change.ts';
import type { ProtoFile } from './model.ts';
import type { ProtoRuleId } from './rules.ts';

/** What is gone with a file or from it, and what a file says of itself. */
export function compareFiles(
  before: readonly ProtoFile[],
  after: readonly ProtoFile[],
): readonly ProtoChange[] {
  const fresh = new Map(after.map((file) => [file.name, file]));
  return before.flatMap((old) => {
    const file = fresh.get(old.name);
    return file === undefined ? removed(old) : compareFile(old, file);
  });
}

function removed({ name }: ProtoFile): readonly ProtoChange[] {
  const message = 'the file was removed';
  return changed({ code: 'proto-file-removed', subject: name, message }, { FILE_NO_DELETE: true });
}

const SORTS = [
  ['messages', 'message', 'MESSAGE_NO_DELETE'],
  ['enums', 'enum', 'ENUM_NO_DELETE'],
  ['extensions', 'extension', 'EXTENSION_NO_DELETE'],
  ['services', 'service', 'SERVICE_NO_DELETE'],
] as const satisfies readonly (readonly [keyof ProtoFile, string, ProtoRuleId])[];

function compareFile(before: ProtoFile, after: ProtoFile): readonly ProtoChange[] {
  const said = (key: 'package' | 'syntax'): string =>
    `the ${key} ${JSON.stringify(before[key])} became ${JSON.stringify(after[key])}`;
  const subject = before.name;
  return [
    ...changed(
      { code: 'proto-package-changed', subject, message: said('package') },
      { FILE_SAME_PACKAGE: before.package !== after.package },
    ),
    ...changed(
      { code: 'proto-syntax-changed', subject, message: said('syntax') },
      { FILE_SAME_SYNTAX: before.syntax !== after.syntax },
    ),
    ...SORTS.flatMap(([key, word, rule]) => {
      const names = new Set(after[key].map(({ nestedName }) => nestedName));
      return before[key].flatMap(({ nestedName, fullName }) => {
        const message = `the ${word} was removed from ${before.name}`;
        return changed(
          { code: 'proto-declaration-removed', subject: fullName, owner: fullName, message },
          { [rule]: !names.has(nestedName) },
        );
      });
    }),
  ];
}
