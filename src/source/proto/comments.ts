import type { Comment, Token } from './tokens.ts';

/** What comments say about a declaration, as `google.protobuf.SourceCodeInfo.Location` has it. */
export interface Comments {
  readonly leading?: string;
  readonly trailing?: string;
  readonly detached: readonly string[];
}

/** What the comments between two tokens belong to. */
export interface Gap {
  /** To what ends before. */
  readonly trailing?: string;
  readonly detached: readonly string[];
  /** To what begins after. */
  readonly leading?: string;
}

const NOTHING: Gap = { detached: [] };

/** Neighbours that make one comment: line comments on lines that follow each other, or one block. */
interface Paragraph {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

/**
 * Which comment belongs to what: one on the line of the token before is about that, as is one that starts on
 * the next line and is followed by an empty line; one right above the next token is about that; others are
 * detached. Source: descriptor.proto, SourceCodeInfo; protoc's `Tokenizer::NextWithComments`.
 */
export function gapBefore(previous: Token | undefined, next: Token): Gap {
  if (next.comments.length === 0) return NOTHING;
  const paragraphs = paragraphsOf(next.comments, previous);
  const first = paragraphs[0];
  const last = paragraphs.at(-1);
  if (first === undefined || last === undefined) return NOTHING;
  const sameLine = previous !== undefined && first.line === previous.endLine;
  if (sameLine && first.endLine === next.line && next.kind !== 'end') return NOTHING;
  const endsScope = next.kind === 'end' || /^[\])}]$/.test(next.text);
  const isLeading =
    !endsScope && !(sameLine && paragraphs.length === 1) && next.line <= last.endLine + 1;
  const rest = isLeading ? paragraphs.slice(0, -1) : paragraphs;
  const attaches =
    previous !== undefined &&
    rest.includes(first) &&
    (sameLine || first.line === previous.endLine + 1);
  return {
    ...(attaches ? { trailing: first.text } : {}),
    detached: (attaches ? rest.slice(1) : rest).map(({ text }) => text),
    ...(isLeading ? { leading: last.text } : {}),
  };
}

function paragraphsOf(comments: readonly Comment[], previous: Token | undefined): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let open: Comment | undefined;
  for (const comment of comments) {
    const last = paragraphs.at(-1);
    const joins =
      last !== undefined &&
      open?.isBlock === false &&
      !comment.isBlock &&
      comment.line === open.line + 1 &&
      open.line !== previous?.endLine;
    if (joins) {
      const text = last.text + comment.text;
      paragraphs[paragraphs.length - 1] = { ...last, text, endLine: comment.endLine };
    } else {
      paragraphs.push({ text: comment.text, line: comment.line, endLine: comment.endLine });
    }
    open = comment;
  }
  return paragraphs;
}
