/** Path and reason of a file system's fault, in words. */
export function faultOf(error: NodeJS.ErrnoException): { path: string; reason: string } {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'the operation is not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is a file',
    ENOENT: 'a part of its path does not exist and cannot be made',
    EBUSY: 'another program is using it',
    EXDEV: 'it is on another file system than the project',
  };
  const { code = '', message, path = '' } = error;
  const to = 'dest' in error && typeof error.dest === 'string' ? error.dest : path;
  return { path: to, reason: reasons[code] ?? message };
}
