import { type Diagnostic, type Related, diagnose } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode, ParamsOf } from '../../diagnostics/catalogue.ts';
import type { Span } from '../../diagnostics/span.ts';
import type {
  Definition,
  Draft,
  FieldDescriptor,
  FileDescriptor,
  MethodDescriptor,
  Optioned,
} from './descriptor.ts';
import type { FieldNode, NameNode, OptionNode, RangesNode } from './syntax.ts';
import type { Unit } from './unit.ts';

/** Takes note of a fault. */
export type Report = <C extends DiagnosticCode>(
  code: C,
  params: ParamsOf<C>,
  span: Span,
  related?: readonly Related[],
) => void;

/** A file with what is still to be resolved in it. */
export interface Making {
  readonly unit: Unit;
  readonly file: Draft<FileDescriptor>;
  /** Everything in it that has a full name, each after what it is in. */
  readonly definitions: Definition[];
  /** The options of each declaration as written, without `default` and `json_name`. */
  readonly options: Map<Optioned, readonly OptionNode[]>;
  readonly fields: FieldMaking[];
  readonly methods: MethodMaking[];
  /** Ranges by the declaration that they are in. */
  readonly ranges: Map<Definition, readonly RangesNode[]>;
  readonly report: Report;
}

export interface FieldMaking {
  readonly field: Draft<FieldDescriptor>;
  readonly node: FieldNode;
  /** A type that is no scalar. */
  readonly type?: NameNode;
  readonly extendee?: NameNode;
  readonly defaultValue?: OptionNode;
  readonly jsonName?: OptionNode;
}

export interface MethodMaking {
  readonly method: Draft<MethodDescriptor>;
  readonly input: NameNode;
  readonly output: NameNode;
}

/** Reports into a list. */
export function reportInto(report: (diagnostic: Diagnostic) => void): Report {
  return (code, params, span, related = []) => {
    report(diagnose(code, params, { span, related }));
  };
}
