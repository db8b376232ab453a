import { httpSink } from '../http-sink.mjs';
import { applyDecorator, wrappedProgram } from '../program.mjs';

/** `op(fn, { name, parameterNames })` and the same as a decorator; its batches go to a server on the loopback interface. */
export async function start() {
  const sink = await httpSink(() => ({ digest: 'none' }));
  process.env.WF_TRACE_SERVER_URL = sink.url;
  process.env.WANDB_API_KEY = 'none'.repeat(10);
  process.env.WEAVE_PRINT_CALL_LINK = 'false';
  const weave = await import('weave');
  const client = await weave.init('nobody/comparison');
  const wrappers = { track: (fn, about) => weave.op(fn, options(about)), trackMethod };
  function trackMethod(Class, method, about) {
    applyDecorator(Class, method, weave.op(options(about)));
  }
  return {
    program: (parts) => wrappedProgram(parts, wrappers),
    async spans() {
      await client.waitForBatchProcessing();
      return readCalls(sink.requests());
    },
    clear: sink.clear,
  };
}

/** Streams are recorded when a reducer says what to make of their items. */
function options({ name, parameters }) {
  const streamReducer = { initialStateFn: () => [], reduceFn: (items, item) => [...items, item], finalizeFn: () => {} };
  return { name, parameterNames: parameters, streamReducer };
}

/** A call is one entry when it starts and another when it ends. */
function readCalls(requests) {
  const calls = new Map();
  for (const { body } of requests) {
    for (const { req } of body?.batch ?? []) {
      const part = req.start ?? req.end;
      calls.set(part.id, { ...calls.get(part.id), ...part });
    }
  }
  return [...calls.values()].map((call) => ({
    id: call.id,
    parentId: call.parent_id,
    name: /\/op\/([^:]+):/.exec(call.op_name)?.[1] ?? call.op_name,
    end: call.ended_at ? Date.parse(call.ended_at) : undefined,
    error: call.exception ?? undefined,
    record: JSON.stringify({ inputs: call.inputs, output: call.output }),
  }));
}
