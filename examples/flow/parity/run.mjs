// Runs each of the workflows, and gives its log without what differs from run to run.
import { configureFlow, getFlowLog } from '@bud/flow';
import { runFlow } from '@bud/flow/runner';
import { createServices } from './services.mjs';

/**
 * The logs of workflows, by name; ids are counted, and times are left out.
 *
 * @param {Readonly<Record<string, string>>} documents
 * @returns {Promise<Record<string, object>>}
 */
export async function runAll(documents) {
  const recording = configureFlow({ enabled: true, level: 'debug' });
  const logs = {};
  for (const [name, text] of Object.entries(documents)) {
    const { flowId } = await runFlow(text, { ...createServices(), file: `${name}.yaml` });
    logs[name] = normalized(getFlowLog(flowId));
  }
  recording.stop();
  return logs;
}

/** The log with counted ids, events counted from its first one on, and without times. */
function normalized({ events, spans, totals }) {
  const ids = new Map();
  const before = events[0].sequence - 1;
  const countedId = (id) => (id === null ? null : (ids.get(id) ?? ids.set(id, `id ${ids.size + 1}`).get(id)));
  return plain({ events, spans, totals });

  function plain(value, key) {
    if (/^(?:flow|span|parent)_id$/.test(key)) return countedId(value);
    if (key === 'sequence') return value - before;
    if (key === 'timestamp' || key === 'duration_ms') return 0;
    if (Array.isArray(value)) return value.map((item) => plain(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member, name)]));
  }
}
