import { _exportsForTestingOnly, initLogger, wrapTraced } from 'braintrust';
import { replaceMethod, wrappedProgram } from '../program.mjs';

/** `wrapTraced(fn, { name, asyncFlush: true })`; the library's own in-memory logger takes what it would send. */
export async function start() {
  await _exportsForTestingOnly.simulateLoginForTests();
  const memory = _exportsForTestingOnly.useTestBackgroundLogger();
  initLogger({ projectName: 'comparison', projectId: 'comparison' });
  // Without `asyncFlush` it makes every function async.
  const track = (fn, { name }) => wrapTraced(fn, { name, asyncFlush: true });
  const trackMethod = (Class, method, about) => replaceMethod(Class, method, track(Class.prototype[method], about));
  let events = [];
  return {
    program: (parts) => wrappedProgram(parts, { track, trackMethod }),
    async spans() {
      events.push(...(await memory.drain()));
      return readEvents(events);
    },
    async clear() {
      await memory.drain();
      events = [];
    },
  };
}

/** A span is several events that are merged by the receiver. */
function readEvents(events) {
  const spans = new Map();
  for (const event of events) {
    const before = spans.get(event.span_id) ?? {};
    spans.set(event.span_id, {
      ...before,
      ...event,
      metrics: { ...before.metrics, ...event.metrics },
      span_attributes: { ...before.span_attributes, ...event.span_attributes },
    });
  }
  return [...spans.values()].map((span) => ({
    id: span.span_id,
    parentId: span.span_parents?.[0],
    name: span.span_attributes.name,
    end: span.metrics.end === undefined ? undefined : span.metrics.end * 1000,
    error: span.error === undefined ? undefined : String(span.error),
    record: text({ input: span.input, output: span.output }),
  }));
}

function text(value) {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item));
}
