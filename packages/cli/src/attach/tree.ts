import { spanLine, type TraceSpan } from '@bud/trace';
import type { Colors } from '../terminal/terminal.ts';

/** A trace as lines, each with how long its call took. */
export function timedTree(root: TraceSpan, colors: Colors): readonly string[] {
  return branch(root, '', '', colors);
}

function branch(span: TraceSpan, first: string, rest: string, colors: Colors): readonly string[] {
  const { children } = span;
  return [
    `${colors.dim(first)}${timedLine(span, colors)}`,
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return branch(child, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`, colors);
    }),
  ];
}

/** A call on one line, and how long it took. */
export function timedLine(span: TraceSpan, { red, dim }: Colors): string {
  const line = spanLine(span);
  return `${span.error === undefined ? line : red(line)}${dim(`  ${shownMs(span.durationMs ?? 0)}`)}`;
}

/** `0.04 ms`, `12.3 ms`, `1.23 s`. */
export function shownMs(ms: number): string {
  return ms < 1000 ? `${ms < 1 ? ms.toFixed(2) : ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
