import type { Colors } from '../diagnostics/colors.ts';
import type { ExtendReport } from '../extend/check-extend.ts';
import { visible } from '../text/visible.ts';

/** What `extend -check` found, for people: the sections in the order that scripts know. */
export function reportText(report: ExtendReport, colors: Colors): string {
  const { root, seams, paths, drift, warnings } = report;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Summary', summary(report)],
    [
      'Compatibility Seams',
      seams.map(
        ({ name, path, isPresent }) => `${name}: ${isPresent ? path : `missing (${path})`}`,
      ),
    ],
    [
      'Append Paths',
      paths.map(({ name, status, missing }) => `${name}: ${statusText(status, missing)}`),
    ],
    ['Recommended Actions', paths.map(({ name, action }) => `${name}: ${action}`)],
    ...(drift.length === 0
      ? []
      : [['Manifest Drift', drift.map(({ path, state }) => `${path} ${state}`)] as const]),
    ['Warnings', warnings],
  ];
  const text = sections.map(([title, lines]) =>
    [`${colors.bold(title)}:`, ...lines.map((line) => `- ${visible(line)}`)].join('\n'),
  );
  return `${[`Extend compatibility for ${visible(root)}`, ...text].join('\n\n')}\n`;
}

function summary(report: ExtendReport): readonly string[] {
  const { middleware, services, models } = report;
  return [
    `Package: ${report.name}`,
    `Overall status: ${report.status}`,
    `Manifest: ${report.manifest} (${report.schema})`,
    `Source: ${report.source}`,
    `Manifest status: ${report.manifestStatus}`,
    `Services: ${services.length}`,
    `Models: ${models.length}`,
    `Generated middleware: ${middleware.length === 0 ? 'none' : middleware.join(', ')}`,
  ];
}

function statusText(status: string, missing: readonly string[]): string {
  if (status !== 'not ready') return status;
  return missing.length === 0
    ? 'needs attention (manifest drift)'
    : `needs compatibility seams (missing: ${missing.join(', ')})`;
}
