import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What the page loads, and the licences that go with it. */
const FILES = [
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'swagger-ui.css',
  'LICENSE',
  'NOTICE',
];

/** Copies Swagger UI out of its npm package into ours. There are no source maps, and none is asked for. */
export function copySwaggerUi(root) {
  const source = dirname(require.resolve('swagger-ui-dist/package.json'));
  const target = join(root, 'swagger-ui/dist/assets');
  mkdirSync(target, { recursive: true });
  for (const name of FILES) {
    if (/\.(?:js|css)$/.test(name))
      writeFileSync(join(target, name), withoutMap(join(source, name)));
    else copyFileSync(join(source, name), join(target, name));
  }
}

function withoutMap(file) {
  return (
    readFileSync(file, 'utf8')
      .replace(/(?:\/\/|\/\*)# sourceMappingURL=.*$/, '')
      .trimEnd() + '\n'
  );
}
