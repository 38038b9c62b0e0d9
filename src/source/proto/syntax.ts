import type { Comments } from './comments.ts';
import type { Range } from './tokens.ts';

/** A name with its place; of types with its dots, as written. */
export interface NameNode extends Range {
  readonly text: string;
}

export interface IntegerNode extends Range {
  readonly value: bigint;
}

export interface TextNode extends Range {
  readonly bytes: Uint8Array;
}

/** A declaration: its whole range, and what comments say about it. */
export interface Declaration extends Range {
  readonly comments: Comments;
}

/** The syntax tree of one `.proto`. */
export interface FileNode extends Declaration {
  readonly syntax?: SyntaxNode;
  readonly members: readonly FileMember[];
}

export interface SyntaxNode extends Declaration {
  readonly kind: 'syntax' | 'edition';
  readonly value: TextNode;
}

export type FileMember =
  ImportNode | PackageNode | OptionNode | MessageNode | EnumNode | ExtendNode | ServiceNode;

export interface ImportNode extends Declaration {
  readonly kind: 'import';
  readonly modifier?: 'public' | 'weak' | 'option';
  readonly file: TextNode;
}

export interface PackageNode extends Declaration {
  readonly kind: 'package';
  readonly name: NameNode;
}

export interface MessageNode extends Declaration {
  readonly kind: 'message';
  readonly name: NameNode;
  readonly visibility?: 'export' | 'local';
  readonly members: readonly MessageMember[];
}

export type MessageMember =
  FieldNode | OneofNode | MessageNode | EnumNode | ExtendNode | RangesNode | OptionNode;

export interface FieldNode extends Declaration {
  readonly kind: 'field';
  readonly label?: NameNode;
  readonly type: TypeNode;
  readonly name: NameNode;
  readonly number: IntegerNode;
  readonly options: readonly OptionNode[];
}

export type TypeNode =
  | (NameNode & { readonly kind: 'named' })
  | (Range & { readonly kind: 'map'; readonly key: NameNode; readonly value: NameNode })
  | (Range & { readonly kind: 'group'; readonly message: MessageNode });

export interface OneofNode extends Declaration {
  readonly kind: 'oneof';
  readonly name: NameNode;
  readonly members: readonly (FieldNode | OptionNode)[];
}

export interface ExtendNode extends Declaration {
  readonly kind: 'extend';
  readonly extendee: NameNode;
  readonly members: readonly FieldNode[];
}

/** `reserved` or `extensions`. */
export interface RangesNode extends Declaration {
  readonly kind: 'reserved' | 'extensions';
  readonly ranges: readonly RangeNode[];
  readonly names: readonly NameNode[];
  readonly options: readonly OptionNode[];
}

/** Both ends are included; `max` is the end where there is no last number. */
export interface RangeNode extends Range {
  readonly first: IntegerNode;
  readonly last: IntegerNode | 'max';
}

export interface EnumNode extends Declaration {
  readonly kind: 'enum';
  readonly name: NameNode;
  readonly visibility?: 'export' | 'local';
  readonly members: readonly (EnumValueNode | RangesNode | OptionNode)[];
}

export interface EnumValueNode extends Declaration {
  readonly kind: 'value';
  readonly name: NameNode;
  readonly number: IntegerNode;
  readonly options: readonly OptionNode[];
}

export interface ServiceNode extends Declaration {
  readonly kind: 'service';
  readonly name: NameNode;
  readonly members: readonly (MethodNode | OptionNode)[];
}

export interface MethodNode extends Declaration {
  readonly kind: 'method';
  readonly name: NameNode;
  readonly input: NameNode;
  readonly output: NameNode;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
  readonly members: readonly OptionNode[];
}

export interface OptionNode extends Declaration {
  readonly kind: 'option';
  readonly name: readonly OptionPart[];
  readonly value: ValueNode;
}

/** One step of an option's name; an extension stands in parentheses. */
export interface OptionPart extends NameNode {
  readonly isExtension: boolean;
}

export type ValueNode = Range &
  (
    | { readonly kind: 'word'; readonly text: string; readonly isNegative: boolean }
    | {
        readonly kind: 'integer';
        readonly value: bigint;
        readonly isNegative: boolean;
        readonly isDecimal: boolean;
      }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'text'; readonly bytes: Uint8Array }
    | { readonly kind: 'list'; readonly items: readonly ValueNode[] }
    | { readonly kind: 'message'; readonly fields: readonly ValueField[] }
  );

/** A field of a message in text format; an extension, or the type of an Any, stands in brackets. */
export interface ValueField extends Range {
  readonly name: OptionPart;
  readonly value: ValueNode;
}
