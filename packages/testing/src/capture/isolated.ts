import { context } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Outcome } from './captured-trace.ts';
import { Collection, within } from './collection.ts';
import { listen } from './listening.ts';

/** Runs a function in a context of its own: how it ended, and the spans that began in there, in the order in which they did. */
export async function isolated<Result>(
  fn: () => Result | Promise<Result>,
  waitMs: number,
  hasServers: boolean,
): Promise<{ readonly spans: readonly ReadableSpan[]; readonly outcome: Outcome<Result> }> {
  listen();
  const collection = new Collection(hasServers);
  const outcome = await context.with(within(context.active(), collection), () => outcomeOf(fn));
  await collection.quiet(waitMs);
  collection.over();
  return { spans: collection.spans, outcome };
}

async function outcomeOf<Result>(fn: () => Result | Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await fn() };
  } catch (error) {
    return { error };
  }
}
