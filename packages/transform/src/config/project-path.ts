/** The path that rules and spans use: relative to the root, `../` where needed, with forward slashes, without a query. */
export function projectPath(file: string, root: string): string {
  const path = slashed(file.split('?', 1)[0] ?? file);
  const base = slashed(root).replace(/\/+$/, '');
  if (base === '' || !isAbsolute(path) || !isAbsolute(base)) return path;
  const [from, to] = [base.split('/'), path.split('/')];
  // Another drive has no relative path.
  if (from[0] !== to[0]) return path;
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** Windows paths with forward slashes and one spelling of the drive. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}

function isAbsolute(path: string): boolean {
  return /^(?:[A-Z]:)?\//.test(path);
}
