import type { GateCall, GateMethods, TrackedFunction } from './gate.ts';
import { apply, type Site } from '@bud/value';
import { resumeMethods, TrackedAsyncIterator, TrackedIterator } from './iteration.ts';
import { IterationSpan } from './iteration-span.ts';
import { fail, guarded, openSpan, type OpenSpan, type SpanTools } from './open-span.ts';
import { endWith } from './result.ts';
import { parentContext, runInside, takeSign, type Entry } from './run-inside.ts';
import { spanTemplate, type SpanTemplate } from './span-template.ts';
import { isSwitchedOff } from './switch.ts';

/** Runs a part of the user's function inside the span's context; without a span, just runs it. */
export type RunBody = (
  open: OpenSpan | undefined,
  sign: Site | undefined,
  fn: TrackedFunction,
  self: unknown,
  args: readonly unknown[],
) => unknown;

/** The gate's methods while recording: they make one span per call and otherwise stay out of the way. */
export function createRecorder(given: Omit<SpanTools, 'entry'>): GateMethods {
  const entry: Entry = { sign: undefined, context: undefined, isInRecorder: false };
  const tools: SpanTools = { ...given, entry };
  const open = spanOpener(tools);
  const run: RunBody = (span, sign, fn, self, args) =>
    runInside(entry, span?.context, sign, { fn, self, args }, (error) => tools.failures.report('context', error));

  const call: GateCall = (site, fn, self, args, values = args, aggregate) => {
    if (site === undefined || entry.isInRecorder || isSwitchedOff(site)) return apply(fn, self, args);
    const span = open(site, values);
    let result: unknown;
    try {
      result = run(span, site, fn, self, args);
    } catch (error) {
      if (span !== undefined) fail(tools, span, error);
      throw error;
    }
    return span === undefined ? result : endWith({ tools, span, run, aggregate }, result);
  };

  const iterate: GateCall = (site, fn, self, args, values = args, aggregate) => {
    // Binds the parameters again and runs nothing else of the function: that is what generators do when called.
    const inner = apply(fn, self, args) as object;
    if (site === undefined || entry.isInRecorder || isSwitchedOff(site)) return inner;
    const opened = open(site, values);
    const span = opened && new IterationSpan(tools, opened, aggregate);
    const iteration = { inner, methods: resumeMethods(site, fn, inner), span, run, sign: site };
    return site.kind === 'async-generator' ? new TrackedAsyncIterator(iteration) : new TrackedIterator(iteration);
  };

  const enter = (site: Site | undefined): boolean =>
    site !== undefined && !entry.isInRecorder && !takeSign(entry, site) && !isSwitchedOff(site);
  return { enter, call, iterate };
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
