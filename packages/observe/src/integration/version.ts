type Version = readonly [major: number, minor: number, patch: number];

/**
 * Whether a version is in a range as instrumentations write theirs: `^5.0.0`, `>=2.0.0 <7`, `*`. Pre-releases count as their
 * release.
 *
 * @example
 * isInRange('8.23.1', '>=8.0.3 <9'); // true
 */
export function isInRange(version: string, range: string): boolean {
  const asked = parse(version);
  return range.split(/\s+/).every((comparator) => {
    const [, operator = '', bound = ''] = /^(\^|>=|<=|>|<|=)?\s*(.*)$/.exec(comparator) ?? [];
    if (bound === '*' || bound === '') return true;
    const other = parse(bound);
    const order = compare(asked, other);
    return operators[operator]?.(order, asked, other) ?? false;
  });
}

const operators: Readonly<Record<string, (order: number, version: Version, bound: Version) => boolean>> = {
  '^': (order, version, bound) => order >= 0 && version[0] === bound[0] && (bound[0] > 0 || version[1] === bound[1]),
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
  '': (order) => order === 0,
};

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = (version.split(/[-+]/)[0] ?? '').split('.').map(Number);
  return [major, minor, patch];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
