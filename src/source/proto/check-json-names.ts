import type { FieldDescriptor, MessageDescriptor } from './descriptor.ts';
import type { Report } from './making.ts';
import { jsonNameOf } from './names.ts';
import { readOption } from './option-value.ts';

/**
 * Two fields cannot have one name in JSON. Derived names count even where they are replaced, since readers may
 * ignore `json_name`; old files are spared that.
 * Source: `CheckFieldJsonNameUniqueness` of protoc
 */
export function checkJsonNames(message: MessageDescriptor, report: Report): void {
  const isSpared =
    message.features.jsonFormat === 'LEGACY_BEST_EFFORT' ||
    readOption(message.options, 'deprecated_legacy_json_field_conflicts')?.value === true;
  const reported = new Set<FieldDescriptor>();
  const check = (
    nameOf: (field: FieldDescriptor) => string,
    spared: (a: FieldDescriptor, b: FieldDescriptor) => boolean,
  ): void => {
    const taken = new Map<string, FieldDescriptor>();
    for (const field of message.field) {
      const name = nameOf(field);
      const other = taken.get(name);
      if (other === undefined) taken.set(name, field);
      else if (field.name !== other.name && !spared(field, other) && !reported.has(field)) {
        reported.add(field);
        reportConflict(field, other, name, report);
      }
    }
  };
  if (!isSpared)
    check(
      (field) => jsonNameOf(field.name),
      () => false,
    );
  check(
    ({ jsonName }) => jsonName,
    (a, b) => (isCustom(a) && isCustom(b) ? false : isSpared || (!isCustom(a) && !isCustom(b))),
  );
}

function isCustom({ name, jsonName }: FieldDescriptor): boolean {
  return jsonName !== jsonNameOf(name);
}

function reportConflict(
  field: FieldDescriptor,
  other: FieldDescriptor,
  json: string,
  report: Report,
): void {
  const params = {
    reason: `${field.name} and ${other.name} are both ${json} in JSON`,
    help: 'Rename one of the two.',
  };
  const related = [{ span: other.at.name, message: `${other.name} is declared here` }];
  report('proto-json-name', params, field.at.name, related);
}
