import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { traceFrom, type LogData, type Trace } from '@bud/trace';
import type { PackedSpan } from '../../packed/packed-span.ts';
import type { WrittenEvent } from '../../store/written-event.ts';
import type { Source, TraceUpdate } from '../data/source.ts';
import { spanId, traceId } from './route.ts';

/** The trace that is looked at. */
export interface OpenTrace {
  readonly traceId: string;
  readonly trace: Trace;
  /** Those of the trace, in the order in which they began. */
  readonly spans: readonly PackedSpan[];
  readonly errors: number;
  readonly logs: readonly LogData[];
  readonly flow: readonly WrittenEvent[];
  readonly byId: ReadonlyMap<string, PackedSpan>;
  readonly startMs: number;
  /** Of what has ended. */
  readonly endMs: number;
  readonly isOpen: boolean;
}

const current = signal<OpenTrace | undefined>(undefined);
const problem = signal<string | undefined>(undefined);
export const openTrace: ReadonlySignal<OpenTrace | undefined> = current;
/** Why the trace of the address is not shown. */
export const traceProblem: ReadonlySignal<string | undefined> = problem;

export const selected: ReadonlySignal<PackedSpan | undefined> = computed(() => {
  const id = spanId.value;
  return id === undefined ? undefined : current.value?.byId.get(id);
});

/** What a source gave, or why it did not. */
interface Answer {
  readonly data?: TraceUpdate | undefined;
  readonly problem?: string;
}

/** Of a trace that still grows: what came so far, and since when. */
interface Growing {
  readonly traceId: string;
  readonly spans: Map<string, PackedSpan>;
  /** By what tells them apart: an answer may come twice. */
  readonly logs: Map<string, LogData>;
  flow: readonly WrittenEvent[];
  revision: number;
  /** What the source was asked for last. */
  asked: Promise<Answer>;
}

function nothingOf(wanted: string): Growing {
  const asked = Promise.resolve({});
  return { traceId: wanted, spans: new Map(), logs: new Map(), flow: [], revision: 0, asked };
}

/** Opens the trace of the address, and lets it grow. */
export function openTracesOf(source: Source): void {
  let growing: Growing | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restMs = 0;
  const load = async (wanted: string): Promise<void> => {
    const own = (growing = growing?.traceId === wanted ? growing : nothingOf(wanted));
    // One after the other: of a large trace that is still coming, all would come twice.
    own.asked = own.asked.then(() => answerOf(source, own));
    const { data, problem: why } = await own.asked;
    if (own !== growing) return;
    // Of one that is shown, what is new comes with the next change.
    problem.value = data === undefined && own.revision === 0 ? (why ?? `The trace ${wanted} is not here.`) : undefined;
    if (data === undefined || !take(own, data)) return;
    const since = performance.now();
    current.value = openedOf({ ...own, logs: own.logs.values() });
    // A large trace that grows fast is built less often, so that the page has most of the time for itself.
    restMs = Math.max(200, 8 * (performance.now() - since));
  };
  effect(() => {
    const wanted = traceId.value;
    problem.value = undefined;
    if (wanted === undefined) {
      growing = undefined;
      current.value = undefined;
    } else void load(wanted);
  });
  source.onChange((changed) => {
    const wanted = traceId.peek();
    if (wanted === undefined || changed?.includes(wanted) === false) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void load(wanted);
    }, restMs);
  });
}

async function answerOf(source: Source, { traceId: wanted, revision }: Growing): Promise<Answer> {
  try {
    return { data: await source.trace(wanted, revision) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `The trace ${wanted} cannot be read: ${why}` };
  }
}

/** Says whether something new came. */
function take(growing: Growing, { revision, spans, logs, flow }: TraceUpdate): boolean {
  const hasFlow = flow.length > growing.flow.length;
  growing.flow = flow;
  for (const span of spans) growing.spans.set(span.spanId, span);
  for (const log of logs) growing.logs.set(`${log.timeMs} ${log.spanId} ${JSON.stringify(log.body)}`, log);
  const isFirst = growing.revision === 0;
  growing.revision = revision;
  return isFirst || hasFlow || spans.length > 0 || logs.length > 0;
}

/** A trace with what the page asks of it again and again. */
export function openedOf({
  traceId,
  spans,
  logs,
  flow,
}: {
  readonly traceId: string;
  readonly spans: ReadonlyMap<string, PackedSpan>;
  readonly logs: Iterable<LogData>;
  readonly flow: readonly WrittenEvent[];
}): OpenTrace {
  const inOrder = [...spans.values()].toSorted((a, b) => a.startMs - b.startMs);
  let [startMs, endMs, isOpen, errors] = [Infinity, -Infinity, false, 0];
  for (const span of inOrder) {
    startMs = Math.min(startMs, span.startMs);
    endMs = Math.max(endMs, span.startMs + Math.max(span.durationMs ?? 0, 0));
    isOpen ||= span.isOpen;
    if (span.status.code === 'error') errors += 1;
  }
  return {
    traceId,
    trace: traceFrom(inOrder),
    spans: inOrder,
    errors,
    logs: [...logs].toSorted((a, b) => a.timeMs - b.timeMs),
    flow,
    byId: spans,
    startMs: Number.isFinite(startMs) ? startMs : 0,
    endMs: Number.isFinite(endMs) ? endMs : 0,
    isOpen,
  };
}
