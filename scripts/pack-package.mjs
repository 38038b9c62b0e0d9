import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'fflate';

/** npm's own fixed time for what it packs: 1985-10-26T08:15:00Z, in seconds. */
const MTIME = 499162500;

/**
 * The npm tarball of a package, all of it text, the same bytes on every machine: files in code unit order, fixed times
 * and modes, and a deflate written in JavaScript, since zlib's output differs between versions of Node.
 */
export function packPackage(folder) {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const executables = new Set(
    Object.values(manifest.bin ?? {}).map((path) => path.replace('./', '')),
  );
  const files = ['package.json', 'README.md', 'LICENSE', ...filesBelow(folder, 'dist')].toSorted();
  const blocks = files.flatMap((name) => {
    const content = normalised(readFileSync(`${folder}/${name}`));
    return [
      header(`package/${name}`, content.length, executables.has(name)),
      content,
      padding(content.length),
    ];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 9, mtime: 0 });
}

function filesBelow(folder, sub) {
  return readdirSync(`${folder}/${sub}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function normalised(bytes) {
  return Buffer.from(bytes.toString('utf8').replaceAll('\r\n', '\n'));
}

function padding(length) {
  return Buffer.alloc((512 - (length % 512)) % 512);
}

/** A ustar header (POSIX.1-1988). */
function header(name, size, executable) {
  const block = Buffer.alloc(512);
  const field = (text, offset) => block.write(text, offset, 'latin1');
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  if (Buffer.byteLength(name) > 100) throw new Error(`the path is too long for ustar: ${name}`);
  field(name, 0);
  field(octal(executable ? 0o755 : 0o644, 8), 100);
  field(octal(0, 8), 108);
  field(octal(0, 8), 116);
  field(octal(size, 12), 124);
  field(octal(MTIME, 12), 136);
  field('        ', 148);
  field('0', 156);
  field('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
