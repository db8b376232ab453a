import { disableLogger, flushAll, track } from 'opik';
import { httpSink } from '../http-sink.mjs';
import { applyDecorator, wrappedProgram } from '../program.mjs';

/** `track({ name }, fn)` and the same as a decorator; its batches go to a server on the loopback interface. */
export async function start() {
  const sink = await httpSink();
  disableLogger();
  process.env.OPIK_URL_OVERRIDE = sink.url;
  process.env.OPIK_PROJECT_NAME = 'comparison';
  const wrappers = {
    track: (fn, { name }) => track({ name, type: 'general' }, fn),
    trackMethod: (Class, method, { name }) => applyDecorator(Class, method, track({ name, type: 'general' })),
  };
  return {
    program: (parts) => wrappedProgram(parts, wrappers),
    async spans() {
      await flushAll();
      return readSpans(sink.requests());
    },
    clear: sink.clear,
  };
}

/** A span is created by one request and completed by others. */
function readSpans(requests) {
  const spans = new Map();
  for (const { path, body } of requests) {
    for (const part of body?.spans ?? (/\/spans\//.test(path) ? [{ id: path.split('/').pop(), ...body }] : [])) {
      spans.set(part.id, { ...spans.get(part.id), ...part });
    }
  }
  return [...spans.values()].map((span) => ({
    id: span.id,
    parentId: span.parent_span_id,
    name: span.name,
    end: span.end_time ? Date.parse(span.end_time) : undefined,
    error: span.error_info?.message,
    record: JSON.stringify({ input: span.input, output: span.output }),
  }));
}
