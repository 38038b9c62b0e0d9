import type { Docs } from '../../../ir/types.ts';
import type { Comments } from '../comments.ts';

/** What the author wrote about a declaration: what stands above it, then what stands behind it. */
export function docsOf({
  comments,
  deprecated = false,
}: {
  readonly comments: Comments;
  readonly deprecated?: boolean;
}): Docs {
  const parts = [comments.leading, comments.trailing].map((part) => cleaned(part ?? ''));
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    ...(deprecated ? { deprecated: '' } : {}),
    examples: [],
  };
}

/** Without the blank that most put behind `//`, and the stars that some put before lines. */
function cleaned(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const stars = lines.every((line, index) => index === 0 || line === '' || /^\s*\*/.test(line));
  const bare = stars ? lines.map((line) => line.replace(/^\s*\*+/, '')) : lines;
  const margins = bare.filter((line) => line !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return bare
    .map((line) => line.slice(Number.isFinite(margin) ? margin : 0))
    .join('\n')
    .trim();
}
