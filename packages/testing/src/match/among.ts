import type { TraceSpan } from '@bud/trace';
import type { Difference } from './difference.ts';
import { meantName } from './meant.ts';
import { report, shownDifference } from './report.ts';
import { rootsOf, type Subject } from './subject.ts';
import type { Verdict } from './verdict.ts';

/** Whether one of the spans that were found is as wanted; otherwise, the nearest is shown. */
export function among(
  of: Subject,
  found: readonly TraceSpan[],
  wanted: string,
  known: readonly string[],
  name: string,
  differenceIn: (span: TraceSpan) => Difference | undefined,
): Verdict {
  const differences = found.map((span) => [span, differenceIn(span)] as const);
  const matching = differences.filter(([, difference]) => difference === undefined).map(([span]) => span);
  if (matching.length > 0)
    return {
      pass: true,
      message: () =>
        report(
          `Expected no ${wanted.replace(/^a /, '')}.`,
          rootsOf(of),
          new Map(matching.map((span) => [span, ['▲ here']])),
        ),
    };
  const marks = new Map(
    differences.map(([span, difference]) => [span, difference === undefined ? [] : [shownDifference(difference)]]),
  );
  const reason = found.length === 0 ? `and there is none${meant(name, known)}` : 'and it differs.';
  return { pass: false, message: () => report(`Expected ${wanted}, ${reason}`, rootsOf(of), marks) };
}

function meant(name: string, known: readonly string[]): string {
  const last = name.split(/\s+>\s+/).at(-1) ?? name;
  const nearest = meantName(last, known);
  if (nearest === undefined) return '.';
  return nearest === last ? ` there; \`${last}\` is elsewhere.` : `; did you mean \`${nearest}\`?`;
}
