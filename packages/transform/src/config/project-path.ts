/**
 * The path that rules and spans use: relative to the root, `../` where needed, with forward slashes, without a query.
 *
 * @example
 * projectPath('/app/src/ask.ts?vue', '/app'); // 'src/ask.ts'
 */
export function projectPath(file: string, root: string): string {
  const id = plainId(file);
  const path = slashed(id.split('?', 1)[0] ?? id);
  const base = slashed(root).replace(/\/+$/, '');
  if (base === '' || !isAbsolute(path) || !isAbsolute(base)) return path;
  const [from, to] = [base.split('/'), path.split('/')];
  // Another drive has no relative path.
  if (from[0] !== to[0]) return path;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** The path, or a bundler's id, without what Windows and URLs put before it: `/C:/a`, `file:///C:/a`, `\\\\?\\C:\\a` → `C:/a`. */
export function plainId(id: string): string {
  const slashes = id.replaceAll('\\', '/');
  const path = slashes.startsWith('file://') ? decoded(slashes.slice('file://'.length)) : slashes;
  return path.replace(/^\/\/\?\/(?=[a-z]:)/i, '').replace(/^\/(?=[a-z]:\/)/i, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return path;
  }
}

/** Windows paths with forward slashes and one spelling of the drive. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

function isAbsolute(path: string): boolean {
  return /^(?:[A-Z]:)?\//.test(path);
}
