import type { ExtensionRange, FieldDescriptor, MessageDescriptor } from './descriptor.ts';
import { checkNumber, includes, nextFree, reportTwice } from './check-numbers.ts';
import { maxNumber } from './check-ranges.ts';
import type { FieldMaking, Making, Report } from './making.ts';
import { type Plain, plainOption, readOption } from './option-value.ts';

/** The extensions of all files, by the message that they extend and their numbers. */
export type Extensions = Map<MessageDescriptor, Map<number, FieldDescriptor>>;

/** Options can be extended in proto3; nothing else can. */
const OPTIONS =
  /^google\.protobuf\.(File|Message|Field|Enum|EnumValue|Service|Method|Oneof|ExtensionRange|Stream)Options$|^google\.protobuf\.FeatureSet$/;

/** What is wrong with an extension. */
export function checkExtension(
  { field }: FieldMaking,
  { report }: Making,
  known: Extensions,
): void {
  const { extendee } = field;
  if (extendee === undefined) return;
  const refuse = refuser(field, report);
  if (field.presence === 'required' || field.label === 'required') {
    refuse('an extension cannot be required', 'Make it optional or repeated.', field.at.label);
  }
  if (field.file.edition === 'proto3' && !OPTIONS.test(extendee.fullName)) {
    const help = 'Use google.protobuf.Any, or proto2 or an edition.';
    refuse(
      `proto3 extends nothing but options, and ${extendee.fullName} is none`,
      help,
      field.at.name,
    );
  }
  checkNumber(field, maxNumber(extendee), report);
  checkDeclared(field, extendee, report);
  const numbers = known.get(extendee) ?? new Map<number, FieldDescriptor>();
  const other = numbers.get(field.number);
  if (other !== undefined) {
    reportTwice({ field, other, message: extendee, next: nextFree(extendee) }, report);
  }
  known.set(extendee, numbers.set(field.number, other ?? field));
  if (readOption(extendee.options, 'message_set_wire_format')?.value === true) {
    if (field.message === undefined || field.label !== 'optional') {
      refuse(
        'extensions of a message set are optional messages',
        'Wrap it in a message.',
        field.at.type,
      );
    }
  }
}

type Refuse = (
  reason: string,
  help: string,
  span: FieldDescriptor['at']['name'] | undefined,
) => void;

function refuser({ at }: FieldDescriptor, report: Report): Refuse {
  return (reason, help, span) => {
    report('proto-extension', { reason, help }, span ?? at.name);
  };
}

function checkDeclared(field: FieldDescriptor, extendee: MessageDescriptor, report: Report): void {
  const refuse = refuser(field, report);
  const range = extendee.extensionRange.find((one) => includes(one, field.number));
  if (range === undefined) {
    const help =
      extendee.extensionRange.length === 0
        ? `${extendee.fullName} has no \`extensions\`.`
        : `It takes ${extendee.extensionRange.map(shown).join(', ')}.`;
    const reason = `${extendee.fullName} takes no extension with the number ${String(field.number)}`;
    refuse(reason, help, field.at.number);
    return;
  }
  const wanted = declarationOf(range, field.number);
  if (wanted === undefined) return;
  if (wanted === 'missing' || wanted.reserved === true) {
    const reason = `${extendee.fullName} declares no extension with the number ${String(field.number)}`;
    refuse(
      reason,
      'Take a number that its `extensions` declare, or add a `declaration`.',
      field.at.number,
    );
    return;
  }
  checkAgainst(field, wanted, refuse);
}

function shown({ start, end }: ExtensionRange): string {
  return `${String(start)} to ${String(end - 1)}`;
}

interface Declaration {
  readonly number?: Plain;
  readonly full_name?: Plain;
  readonly type?: Plain;
  readonly reserved?: Plain;
  readonly repeated?: Plain;
}

/** `undefined` where the range declares nothing, so that anything goes. */
function declarationOf(range: ExtensionRange, number: number): Declaration | 'missing' | undefined {
  const declared = readOption(range.options, 'declaration')?.value;
  const verification = readOption(range.options, 'verification')?.value;
  const isVerified = verification !== undefined && plainOption(verification) === 'DECLARATION';
  if (declared === undefined && !isVerified) return undefined;
  const all = (declared === undefined ? [] : plainOption(declared)) as readonly Declaration[];
  return all.find((one) => one.number === number) ?? 'missing';
}

function checkAgainst(field: FieldDescriptor, wanted: Declaration, refuse: Refuse): void {
  const name = `.${field.fullName}`;
  const type = field.message ?? field.enum;
  const said = type === undefined ? field.type : `.${type.fullName}`;
  const help = 'Make both say the same.';
  if (wanted.full_name !== undefined && wanted.full_name !== name) {
    refuse(`the number is declared for ${String(wanted.full_name)}`, help, field.at.name);
  }
  if (wanted.type !== undefined && wanted.type !== said) {
    refuse(`it is declared as ${String(wanted.type)}`, help, field.at.type);
  }
  if ((wanted.repeated === true) !== (field.label === 'repeated')) {
    refuse(
      `it is declared as ${wanted.repeated === true ? 'repeated' : 'not repeated'}`,
      help,
      field.at.label,
    );
  }
}
