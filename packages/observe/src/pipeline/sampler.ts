import { trace, type Attributes, type Context } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
  type SamplingResult,
} from '@opentelemetry/sdk-trace';
import { TRACK_TYPE } from '../attribute/names.ts';
import type { ResolvedSampling } from '../options/options.ts';

/** The part of all traces that is kept, by trace id: every process decides the same for one trace. */
export function ratioSampler({ ratio }: Pick<ResolvedSampling, 'ratio'>): Sampler {
  return ratio >= 1 ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio);
}

/**
 * Decides before anything of a span is read:
 *
 *   a parent          ─▶ as it was decided for the parent: what a dropped span encloses is dropped with it
 *   the root          ─▶ `ratio`, by trace id; when traces are held until they end, everything
 *   types and sites   ─▶ the part that is kept of their spans
 */
export function createSampler(sampling: ResolvedSampling, random: () => number = Math.random): Sampler {
  const { types, sites } = sampling;
  const root = holdsTraces(sampling) ? new AlwaysOnSampler() : ratioSampler(sampling);
  const byParent = new ParentBasedSampler({ root });
  if (Object.keys(types).length + Object.keys(sites).length === 0) return byParent;
  return {
    shouldSample(context: Context, traceId: string, ...rest): SamplingResult {
      const decided = byParent.shouldSample(context, traceId, ...rest);
      const [, , attributes] = rest;
      const part = partOf(attributes, sampling);
      if (decided.decision !== SamplingDecision.RECORD_AND_SAMPLED || part === undefined || random() < part)
        return decided;
      const { traceState } = trace.getSpanContext(context) ?? {};
      return { decision: SamplingDecision.NOT_RECORD, ...(traceState && { traceState }) };
    },
    toString: () => `BudSampler{${byParent.toString()}}`,
  };
}

/** Whether a trace is decided on when it has ended. */
export function holdsTraces({ keepErrors, keepSlowerThanMs }: ResolvedSampling): boolean {
  return keepErrors || keepSlowerThanMs !== undefined;
}

/** The more specific wins: the function, its file, its type. */
function partOf(attributes: Attributes, { types, sites }: ResolvedSampling): number | undefined {
  const file = String(attributes['code.file.path'] ?? '');
  const name = String(attributes['code.function.name'] ?? '');
  return sites[`${file}:${name}`] ?? sites[name] ?? sites[file] ?? types[String(attributes[TRACK_TYPE] ?? '')];
}
