import { Client } from 'langsmith';
import { traceable } from 'langsmith/traceable';
import { httpSink } from '../http-sink.mjs';
import { replaceMethod, wrappedProgram } from '../program.mjs';

/** `traceable(fn, { name })`; its batches go to a server on the loopback interface. */
export async function start() {
  // Asked first by the library: which form of batches the server takes. The plain one is the readable one.
  const sink = await httpSink(() => ({ batch_ingest_config: { use_multipart_endpoint: false } }));
  const client = new Client({ apiUrl: sink.url, apiKey: 'none' });
  const track = (fn, { name }) => traceable(fn, { name, client, tracingEnabled: true });
  const trackMethod = (Class, method, about) => replaceMethod(Class, method, track(Class.prototype[method], about));
  return {
    program: (parts) => wrappedProgram(parts, { track, trackMethod }),
    async spans() {
      await client.awaitPendingTraceBatches();
      return readRuns(sink.requests());
    },
    clear: sink.clear,
  };
}

/** A run is posted when it starts and patched when it ends. */
function readRuns(requests) {
  const runs = new Map();
  for (const { body } of requests) {
    for (const run of [...(body?.post ?? []), ...(body?.patch ?? [])])
      runs.set(run.id, { ...runs.get(run.id), ...run });
  }
  return [...runs].map(([id, run]) => ({
    id,
    parentId: run.parent_run_id,
    name: run.name,
    end: run.end_time ? new Date(run.end_time).getTime() : undefined,
    error: run.error,
    record: JSON.stringify({ inputs: run.inputs, outputs: run.outputs }),
  }));
}
