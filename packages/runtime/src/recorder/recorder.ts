/**
 * One call of a tracked function, while recording:
 *
 *   ask(question)      if (gate.on && gate.enter(site))       entry: is this the call, or the second entry it makes?
 *     └─ gate.call     ── takeCall ──▶ handed-call            what `ask` has laid down on the gate, unpacked
 *          │           ── open ──▶ span/                      prepared-site (once per site) → span, arguments read
 *          ├─ body     ── the function again, signed ──▶      entry: context active, sign used up by `enter`, body runs
 *          │                        └─ threw                  span/ fail: exception, status, end
 *          └─ endWith  ── what it returned ──▶ returned/      at once · a promise settles · a stream is consumed
 *                                   └─ span/ succeed: output, status, end
 *   gate.begin         the same for async functions, which await the promise themselves and tell how it has settled
 *   gate.iterate       the same for generators: the span opens at the call, and a body surrounds every resume
 *   endAll                                                 span/ leave: whatever is still open, when tracking stops
 *
 * start-tracking puts it all behind the gate, switch leaves out what `setTracking` names. A guest (gate/guest) stands in
 * front of the program's own recorder, which makes its calls. Whatever fails in here is reported and counted (span/failures)
 * and never reaches the program.
 */
import { apply, type Site } from '@bud/value';
import type { BegunCall, GateMethods } from '../gate/gate.ts';
import { handOn, takeCall } from '../gate/handed-call.ts';
import { AwaitedCall, bothCalls } from '../returned/awaited-call.ts';
import { resumeMethods, trackedAsyncIterator, trackedIterator } from '../returned/generator.ts';
import { IterationSpan } from '../returned/items.ts';
import { endWith, type Returned } from '../returned/result.ts';
import {
  bodyRunner,
  parentContext,
  prepareBody,
  takeSign,
  type Body,
  type Entry,
  type BodyPart,
  type PrepareBody,
} from '../span/entry.ts';
import type { Failures } from '../span/failures.ts';
import { createIdle, idleClock, type IdleClock } from '../span/idle.ts';
import { createCallSpans } from '../span/call-spans.ts';
import type { ResolvedTrackingOptions } from '../options/tracking-options.ts';
import { fail, guarded, leave, openSpan, type CallSpan, type SpanTools } from '../span/span.ts';
import { prepareSite, type PreparedSite } from '../span/prepared-site.ts';
import { readerOf, type Reader } from '../span/reader.ts';
import { isSiteOff } from './switch.ts';

/** The gate's methods while recording: they make one span per call and otherwise stay out of the way. */
export interface Recorder {
  readonly methods: GateMethods;
  /** Spans that have not ended yet. */
  readonly openCount: number;
  /** Ends them, whatever becomes of their calls; calls that still come make none. */
  endAll(): void;
}

/** What is not the same for every recorder. */
export interface RecorderParts {
  readonly clock: IdleClock;
  /** Whether the calls of a function make no spans. */
  readonly isOff: (site: Site) => boolean;
  /** Asked for each call that would make a span. */
  readonly admits: () => boolean;
  readonly readerOf: (site: Site) => Reader | undefined;
  /** The recorder behind this one, which makes the calls; undefined where there is none. */
  readonly behind: () => GateMethods | undefined;
}

const ownParts: RecorderParts = {
  clock: idleClock,
  isOff: isSiteOff,
  admits: () => true,
  readerOf,
  behind: () => undefined,
};

/** A recorder, and what it was made of. */
interface RecorderTools extends SpanTools, RecorderParts {
  readonly bodyOf: PrepareBody;
  isClosed: boolean;
}

/**
 * A recorder that stands at no gate yet: its methods make spans with `options.tracerProvider`.
 *
 * @example
 * import { createFailures, createRecorder, resolveTrackingOptions } from '@bud/runtime/attach';
 *
 * const failures = createFailures(console.warn);
 * createRecorder(resolveTrackingOptions({}, console.warn), failures).openCount; // 0
 */
export function createRecorder(
  options: ResolvedTrackingOptions,
  failures: Failures,
  given: Partial<RecorderParts> = {},
): Recorder {
  const parts = { ...ownParts, ...given };
  const entry: Entry = { sign: undefined, context: undefined, isInRecorder: false };
  const openSpans = createCallSpans<CallSpan>((open) => leave(tools, open, 'abandoned'));
  const idle = createIdle(parts.clock, () => leaveIdle(tools));
  const bodyOf = (part: BodyPart): Body => prepareBody(entry, part, (error) => failures.report('context', error));
  const tools: RecorderTools = { ...parts, options, failures, entry, openSpans, idle, bodyOf, isClosed: false };
  const open = spanOpener(tools);
  return {
    methods: {
      enter: (site) => site !== undefined && enters(tools, site),
      call: caller(tools, open, 'call', (returned, result) => (returned ? endWith(returned, result) : result)),
      begin: caller(tools, open, 'begin', (returned, begun, isBehind) =>
        // Proof of the cast: it comes from the method of that name.
        isBehind ? bothCalls(returned, begun as BegunCall) : new AwaitedCall(returned, begun),
      ),
      iterate: iterator(tools, open),
    },
    get openCount() {
      return openSpans.size;
    },
    endAll() {
      tools.isClosed = true;
      openSpans.all().forEach((open) => leave(tools, open, 'shutdown'));
    },
  };
}

/** Both recorders use up their signs, and the one that makes the calls decides: it may have made this one before we came. */
function enters(tools: RecorderTools, site: Site): boolean {
  const isSecond = takeSign(tools.entry, site);
  const isWanted = tools.behind()?.enter(site);
  return !isSecond && (isWanted ?? !isUntracked(tools, site));
}

type OpenCall = (
  site: Site,
  values: readonly unknown[],
  self: unknown,
  args: readonly unknown[],
) => CallSpan | undefined;

function isUntracked({ entry, isClosed, isOff }: RecorderTools, site: Site): boolean {
  return isClosed || entry.isInRecorder || isOff(site);
}

/**
 * Makes the call that was handed over, by `method` of the recorder behind where there is one; `answer` makes of what that gave
 * what its caller, or the instrumented function, goes on with.
 */
function caller<Answer>(
  tools: RecorderTools,
  open: OpenCall,
  method: 'call' | 'begin',
  answer: (returned: Returned | undefined, result: unknown, isBehind: boolean) => Answer,
): () => Answer {
  const { bodyOf } = tools;
  const run = bodyRunner(bodyOf);
  return () => {
    const taken = takeCall();
    const { site, self, args, values, aggregate } = taken;
    const behind = tools.behind();
    const fn = behind === undefined ? taken.fn : handOn(taken, () => behind[method]());
    const isBehind = behind !== undefined;
    if (site === undefined || isUntracked(tools, site)) return answer(undefined, apply(fn, self, args), isBehind);
    const span = open(site, values, self, args);
    const body = bodyOf({ context: span?.context, sign: site, fn, self, args: span?.args ?? args });
    try {
      body.manager.with(body.context, body.run);
    } catch (error) {
      body.missed(error);
    }
    body.leave();
    if (!body.hasThrown) return answer(span && { tools, span, run, fn: taken.fn, aggregate }, body.outcome, isBehind);
    if (span !== undefined) fail(tools, span, body.outcome);
    throw body.outcome;
  };
}

function iterator(tools: RecorderTools, open: OpenCall): () => object {
  return () => {
    const taken = takeCall();
    const { site, self, args, values, aggregate } = taken;
    const behind = tools.behind();
    const fn = behind === undefined ? taken.fn : handOn(taken, () => behind.iterate());
    // Binds the parameters again and runs nothing else of the function: that is what generators do when called.
    const inner = apply(fn, self, args) as object;
    if (site === undefined || isUntracked(tools, site)) return inner;
    const opened = open(site, values, self, args);
    const span = opened && new IterationSpan(tools, opened, aggregate);
    const iteration = { inner, methods: resumeMethods(fn, inner), span, bodyOf: tools.bodyOf, sign: site };
    return site.runs === 'async-generator' ? trackedAsyncIterator(iteration) : trackedIterator(iteration);
  };
}

function spanOpener(tools: RecorderTools): OpenCall {
  const sites = new WeakMap<Site, PreparedSite>();
  return (site, values, self, args) => {
    let opened: CallSpan | undefined;
    guarded(tools, 'start', () => {
      let prepared = sites.get(site);
      if (prepared === undefined) sites.set(site, (prepared = prepareSite(site, tools.options, tools.idle.clock.now)));
      if (!tools.admits() || prepared.quota?.admits() === false) return;
      const context = parentContext(tools.entry);
      const reader = tools.readerOf(site);
      const reading = reader?.({ site, self, args, context });
      if (reader !== undefined && reading === undefined) return;
      opened = openSpan(tools, prepared, reading?.context ?? context, values, reading);
    });
    // Behind the guard, which would swallow it: the reader does not let the call happen.
    const refusal = opened?.reading?.refusal;
    if (refusal === undefined) return opened;
    fail(tools, opened!, refusal);
    throw refusal;
  };
}

/** Ends the spans of streams that nobody has read for long; gives the time until the next one may be due. */
function leaveIdle(tools: SpanTools): number | undefined {
  const { openSpans, options, idle } = tools;
  const now = idle.clock.now();
  const due = openSpans.all().flatMap((open) => {
    const { progress } = open;
    if (progress === undefined) return [];
    const leftMs = progress.waiting > 0 ? options.idleMs : progress.readAt + options.idleMs - now;
    if (leftMs > 0) return [leftMs];
    leave(tools, open, 'abandoned');
    return [];
  });
  return due.length === 0 ? undefined : Math.min(...due);
}
