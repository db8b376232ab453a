import type { TraceSpan } from '../trace/trace-span.ts';
import { extentOf } from './extent.ts';

/** A part of the critical path: what the whole waited for at that time. */
export interface PathPart {
  readonly span: TraceSpan;
  /** Milliseconds of the epoch. */
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * What a span waited for, from its start to its end: had one of these parts been shorter, so had the whole. Where several
 * spans ran at once it is the one that ended last, and before that began, the one that ended last until then.
 *
 * @example
 * import { criticalPath, readTraces } from '@bud/trace';
 *
 * const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
 * const span = { ...ids, name: 'answer', startTimeUnixNano: '5000000', endTimeUnixNano: '9000000' };
 * const [trace] = readTraces(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })).traces;
 * trace?.roots.flatMap(criticalPath).map(({ span: { name }, startMs, endMs }) => [name, startMs, endMs]); // [['answer', 5, 9]]
 */
export function criticalPath(root: TraceSpan): readonly PathPart[] {
  const parts: PathPart[] = [];
  // From the end back to the start, and without recursion: there are traces of any depth.
  const climb = [stepInto(root, extentOf(root).endMs)];
  for (let step = climb.at(-1); step !== undefined; step = climb.at(-1)) {
    const { span, startMs, atMs } = step;
    const next = lastEnded(step);
    const below = next === undefined ? undefined : stepInto(next, extentOf(next).endMs, startMs);
    const from = below?.atMs ?? startMs;
    if (atMs > from) parts.push({ span, startMs: from, endMs: atMs });
    if (below === undefined) climb.pop();
    else {
      step.atMs = below.startMs;
      climb.push(below);
    }
  }
  return parts.toReversed();
}

/** How far back in a span the path has come. */
interface Step {
  readonly span: TraceSpan;
  readonly startMs: number;
  atMs: number;
  /** Those that may still be on the path; the last one ended last. */
  readonly children: TraceSpan[];
}

function stepInto(span: TraceSpan, atMs: number, earliestMs = -Infinity): Step {
  const children = span.children.toSorted((a, b) => extentOf(a).endMs - extentOf(b).endMs);
  return { span, startMs: Math.max(span.startMs, earliestMs), atMs, children };
}

/** The child that ended last until then, and ended after the span began. */
function lastEnded({ children, atMs, startMs }: Step): TraceSpan | undefined {
  for (let child = children.pop(); child !== undefined; child = children.pop()) {
    const { endMs } = extentOf(child);
    if (endMs <= atMs && endMs > startMs) return child;
  }
  return undefined;
}
