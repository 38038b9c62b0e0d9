import type ts from '#typescript';
import type { Lowering } from './lowering.ts';

/** More places than these are told by their number only. */
const MAX_PLACES = 3;

/** Says once a file where it has `any`: it travels, but nothing about it is checked. */
export function reportUntyped({ untyped, program, report }: Lowering): void {
  const places = [...new Set(untyped)].toSorted((a, b) => a.getStart() - b.getStart());
  for (const file of program.files) {
    const [first, ...others] = places.filter((node) => node.getSourceFile() === file);
    if (first === undefined) continue;
    const related = others.slice(0, MAX_PLACES).map((node: ts.Node) => ({
      span: program.spanOf(node),
      message: 'and here',
    }));
    report.add(
      'untyped-value',
      { others: others.length },
      { span: program.spanOf(first), related },
    );
  }
}
