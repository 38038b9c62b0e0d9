import { byCodeUnit } from '../../text/order.ts';
import type { ProtoChange } from './change.ts';
import { decodeFileDescriptor } from './decode.ts';
import { compareEnums } from './enums.ts';
import { compareFields } from './fields.ts';
import { compareFiles } from './files.ts';
import { compareMessages } from './messages.ts';
import type { EnumTables, ProtoFile } from './model.ts';
import { compareServices } from './services.ts';

/**
 * What breaks somebody from one contract of the protobuf language to the next, as `buf breaking` finds it in its categories
 * FILE, WIRE_JSON and WIRE; sorted by subject. What breaks nobody is not told.
 * @param before the author's files, a serialised `FileDescriptorProto` each
 * @param after those of the new contract
 */
export function compareProto(
  before: readonly Uint8Array[],
  after: readonly Uint8Array[],
): readonly ProtoChange[] {
  const [old, fresh] = [before.map(decodeFileDescriptor), after.map(decodeFileDescriptor)];
  const enums: EnumTables = { before: byFullName(old, 'enums'), after: byFullName(fresh, 'enums') };
  const changes = [
    ...compareFiles(old, fresh),
    ...pairs(old, fresh, 'messages').flatMap((pair) => [
      ...compareMessages(...pair),
      ...compareFields(pair[0].fullName, [pair[0].fields, pair[1].fields], enums),
    ]),
    ...pairs(old, fresh, 'enums').flatMap((pair) => compareEnums(...pair)),
    ...pairs(old, fresh, 'services').flatMap((pair) => compareServices(...pair)),
    ...compareExtensions(old, fresh, enums),
  ];
  return changes.toSorted(
    (a, b) => byCodeUnit(a.subject, b.subject) || byCodeUnit(a.message, b.message),
  );
}

type Sort = 'messages' | 'enums' | 'services';

function byFullName<S extends Sort>(
  files: readonly ProtoFile[],
  sort: S,
): ReadonlyMap<string, ProtoFile[S][number]> {
  const all = files.flatMap((file): readonly ProtoFile[S][number][] => file[sort]);
  return new Map(all.map((one) => [one.fullName, one]));
}

/** What has the same full name on both sides, whichever file it stands in. */
function pairs<S extends Sort>(
  before: readonly ProtoFile[],
  after: readonly ProtoFile[],
  sort: S,
): readonly (readonly [ProtoFile[S][number], ProtoFile[S][number]])[] {
  const fresh = byFullName(after, sort);
  return [...byFullName(before, sort)].flatMap(([name, old]) => {
    const other = fresh.get(name);
    return other === undefined ? [] : [[old, other] as const];
  });
}

/** Extensions are fields of what they extend. */
function compareExtensions(
  before: readonly ProtoFile[],
  after: readonly ProtoFile[],
  enums: EnumTables,
): readonly ProtoChange[] {
  const old = before.flatMap((file) => file.extensions);
  const fresh = after.flatMap((file) => file.extensions);
  const extended = new Set(old.map(({ extendee }) => extendee));
  return [...extended].flatMap((extendee) => {
    const of = (all: typeof old) => all.filter((one) => one.extendee === extendee);
    return compareFields(extendee, [of(old), of(fresh)], enums);
  });
}
