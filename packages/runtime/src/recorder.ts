/**
 * One call of a tracked function, while recording:
 *
 *   ask(question)      if (gate.on && gate.enter(site))       entry: is this the call, or the second entry it makes?
 *     └─ gate.call     ── open ──▶ span/                      template (once per site) → span, arguments read
 *          ├─ run      ── the function again, signed ──▶      entry: context active, sign used up by `enter`, body runs
 *          │                        └─ threw                  span/ fail: exception, status, end
 *          └─ endWith  ── what it returned ──▶ returned/      at once · a promise settles · a stream is consumed
 *                                   └─ span/ succeed: output, status, end
 *   endAll                                                 span/ leave: whatever is still open, when tracking stops
 *   gate.iterate       the same for generators: the span opens at the first `next`, and `run` surrounds every resume
 *
 * Whatever fails in here is reported and counted (span/failures) and never reaches the program.
 */
import { apply, type Site } from '@bud/value';
import type { GateCall, GateMethods } from './gate.ts';
import { resumeMethods, TrackedAsyncIterator, TrackedIterator } from './returned/generator.ts';
import { IterationSpan } from './returned/items.ts';
import { endWith } from './returned/result.ts';
import { bodyRunner, parentContext, takeSign, type Entry } from './span/entry.ts';
import type { Failures } from './span/failures.ts';
import { OpenSpans } from './span/open-spans.ts';
import type { ResolvedTrackingOptions } from './span/options.ts';
import { fail, guarded, leave, openSpan, type OpenSpan, type SpanTools } from './span/span.ts';
import { spanTemplate, type SpanTemplate } from './span/template.ts';
import { isSwitchedOff } from './switch.ts';

/** The gate's methods while recording: they make one span per call and otherwise stay out of the way. */
export interface Recorder {
  readonly methods: GateMethods;
  /** Spans that have not ended yet. */
  readonly openCount: number;
  /** Ends them, whatever becomes of their calls. */
  endAll(): void;
}

export function createRecorder(options: ResolvedTrackingOptions, failures: Failures): Recorder {
  const entry: Entry = { sign: undefined, context: undefined, isInRecorder: false };
  const openSpans = new OpenSpans<OpenSpan>((open) => leave(tools, open, 'abandoned'));
  const tools: SpanTools = { options, failures, entry, openSpans };
  const open = spanOpener(tools);
  const run = bodyRunner(entry, (error) => tools.failures.report('context', error));
  const isUntracked = (site: Site): boolean => entry.isInRecorder || isSwitchedOff(site);

  const call: GateCall = (site, fn, self, args, values = args, aggregate) => {
    if (site === undefined || isUntracked(site)) return apply(fn, self, args);
    const span = open(site, values);
    let result: unknown;
    try {
      result = run(span?.context, site, fn, self, args);
    } catch (error) {
      if (span !== undefined) fail(tools, span, error);
      throw error;
    }
    return span === undefined ? result : endWith({ tools, span, run, fn, aggregate }, result);
  };

  const iterate: GateCall = (site, fn, self, args, values = args, aggregate) => {
    // Binds the parameters again and runs nothing else of the function: that is what generators do when called.
    const inner = apply(fn, self, args) as object;
    if (site === undefined || isUntracked(site)) return inner;
    const opened = open(site, values);
    const span = opened && new IterationSpan(tools, opened, aggregate);
    const iteration = { inner, methods: resumeMethods(fn, inner), span, run, sign: site };
    return site.kind === 'async-generator' ? new TrackedAsyncIterator(iteration) : new TrackedIterator(iteration);
  };

  const enter = (site: Site | undefined): boolean =>
    site !== undefined && !entry.isInRecorder && !takeSign(entry, site) && !isSwitchedOff(site);
  return {
    methods: { enter, call, iterate },
    get openCount() {
      return openSpans.size;
    },
    endAll: () => openSpans.all().forEach((open) => leave(tools, open, 'shutdown')),
  };
}

function spanOpener(tools: SpanTools): (site: Site, values: readonly unknown[]) => OpenSpan | undefined {
  const templates = new WeakMap<Site, SpanTemplate>();
  return (site, values) => {
    let opened: OpenSpan | undefined;
    guarded(tools, 'start', () => {
      let template = templates.get(site);
      if (template === undefined) templates.set(site, (template = spanTemplate(site, tools.options)));
      opened = openSpan(tools, template, parentContext(tools.entry), values);
    });
    return opened;
  };
}
