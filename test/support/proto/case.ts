import { createLines } from '../../../src/diagnostics/lines.ts';
import type { Span } from '../../../src/diagnostics/span.ts';
import type { DiagnosticCode } from '../../../src/diagnostics/catalogue.ts';

/** A `.proto` and what a compiler of the language says of it. */
export interface ProtoCase {
  readonly name: string;
  /** The entry is `a.proto`. */
  readonly files: Readonly<Record<string, string>>;
  /** What it is refused with; absent for what is accepted. */
  readonly code?: DiagnosticCode;
  /** Where, if the case marks that place. */
  readonly place?: Span;
  /** What buf says of it where that is not what protoc says. */
  readonly buf?: BufDiffers;
}

/** `accepts` and `refuses` as protoc does not; `other`: a descriptor that is not protoc's. */
export type BufDiffers = 'accepts' | 'refuses' | 'other';

type Others = Readonly<Record<string, string>>;

const OPEN = '⟦';
const CLOSE = '⟧';

/** A file that is right. */
export function accepts(name: string, text: string, others: Others = {}): ProtoCase {
  return { name, files: { 'a.proto': text, ...others } };
}

/** A file that is wrong; the place may be marked with `⟦` and `⟧`. */
export function refuses(
  name: string,
  code: DiagnosticCode,
  ...[marked, others = {}]: readonly [text: string, others?: Others]
): ProtoCase {
  const start = marked.indexOf(OPEN);
  const text = marked.replace(OPEN, '').replace(CLOSE, '');
  const files = { 'a.proto': text, ...others };
  if (start < 0) return { name, code, files };
  const place = createLines(text).span('a.proto', start, marked.indexOf(CLOSE) - OPEN.length);
  return { name, code, files, place };
}

/** The same case, which buf takes otherwise than protoc. */
export function bufDiffers(how: BufDiffers, one: ProtoCase): ProtoCase {
  return { ...one, buf: how };
}
