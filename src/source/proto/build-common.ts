import type { Span } from '../../diagnostics/span.ts';
import type { Comments } from './comments.ts';
import type { FileDescriptor, MessageDescriptor, Places } from './descriptor.ts';
import type { Features } from './features.ts';
import type { Making } from './making.ts';
import { within } from './names.ts';
import { NO_OPTIONS, type OptionMessage } from './option-value.ts';
import type {
  Declaration,
  EnumNode,
  MessageNode,
  NameNode,
  OptionNode,
  RangeNode,
  RangesNode,
} from './syntax.ts';

/** Where a declaration is built. */
export interface Building {
  readonly making: Making;
  /** The full name of what it is in. */
  readonly scope: string;
  /** The message that it is in. */
  readonly parent?: MessageDescriptor;
  /** Builds the messages that groups and maps declare. */
  readonly buildMessage: BuildMessage;
}

/** Builds a message with everything in it. */
export type BuildMessage = (
  node: MessageNode,
  building: Building,
  isMapEntry?: boolean,
) => MessageDescriptor;

/** What every declaration has. */
export interface Common {
  readonly name: string;
  readonly fullName: string;
  readonly file: FileDescriptor;
  readonly at: Places;
  readonly comments: Comments;
  readonly options: OptionMessage;
  readonly features: Features;
  readonly deprecated: boolean;
}

/** The part of a descriptor that is the same for all kinds. */
export function commonOf(
  node: Declaration & { readonly name: NameNode },
  { making, scope }: Building,
  places: { readonly type?: Span; readonly number?: Span; readonly label?: Span } = {},
): Common {
  const { file, unit } = making;
  return {
    name: node.name.text,
    fullName: within(scope, node.name.text),
    file,
    at: { whole: unit.spanOf(node), name: unit.spanOf(node.name), ...places },
    comments: node.comments,
    options: NO_OPTIONS,
    features: file.features,
    deprecated: false,
  };
}

/** The options among the members of a declaration. */
export function optionsAmong(
  members: readonly (Declaration & { readonly kind: string })[],
): readonly OptionNode[] {
  return members.filter((member): member is OptionNode => member.kind === 'option');
}

/** The ranges of one kind among the members of a declaration. */
export function rangesAmong(
  members: readonly (Declaration & { readonly kind: string })[],
  kind: RangesNode['kind'],
): readonly RangesNode[] {
  return members.filter((member): member is RangesNode => member.kind === kind);
}

/** The last number of a range, which is included. */
export function lastOf({ last }: RangeNode, max: number): number {
  return last === 'max' ? max : Number(last.value);
}

/** The names that `reserved` gives. */
export function reservedNames(
  members: EnumNode['members'] | readonly RangesNode[],
): readonly string[] {
  return rangesAmong(members, 'reserved').flatMap(({ names }) => names.map(({ text }) => text));
}
