import type { TraceSpan } from './trace-span.ts';

/**
 * Whether a span is at a path of names: `answer > search`, and `*` for any characters.
 *
 * @example
 * import { matchingPath, traceOf } from '@bud/trace';
 *
 * traceOf([]).spans.filter(matchingPath('Agent.* > search')); // []
 */
export function matchingPath(path: string): (span: TraceSpan) => boolean {
  const names = path.split(/\s+>\s+/).map((name) => new RegExp(`^${escaped(name.trim())}$`, 'su'));
  return (span) => {
    let at: TraceSpan | undefined = span;
    for (const name of names.toReversed()) {
      if (at === undefined || !name.test(at.name)) return false;
      at = at.parent;
    }
    return true;
  };
}

function escaped(name: string): string {
  return name
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
    .join('.*');
}

/**
 * The names from the root to a span, `answer > search`: how it is found again.
 *
 * @example
 * import { pathOf, traceOf } from '@bud/trace';
 *
 * traceOf([]).spans.map(pathOf); // []
 */
export function pathOf({ name, parent }: TraceSpan): string {
  return parent === undefined ? name : `${pathOf(parent)} > ${name}`;
}
