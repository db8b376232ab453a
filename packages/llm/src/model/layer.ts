import { createContextKey, type Context } from '@opentelemetry/api';

const key = createContextKey('bud.llm.inference');

/** Whether a call to a model is under way above: the innermost layer has the span, and what it took. */
export function isInferring(context: Context): boolean {
  return context.getValue(key) === true;
}

export function inferring(context: Context): Context {
  return context.setValue(key, true);
}
