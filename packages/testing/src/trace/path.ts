import type { CapturedSpan } from './captured-span.ts';

/** Whether a span is at a path of names: `answer > search`, and `*` for any characters. */
export function matchingPath(path: string): (span: CapturedSpan) => boolean {
  const names = path.split(/\s+>\s+/).map((name) => new RegExp(`^${escaped(name.trim())}$`, 'su'));
  return (span) => {
    let at: CapturedSpan | undefined = span;
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

/** `answer > search`: how a span is found again. */
export function pathOf({ name, parent }: CapturedSpan): string {
  return parent === undefined ? name : `${pathOf(parent)} > ${name}`;
}
