// A JavaScript realm of its own for one program, with the runtime in it or without. The runtime lives in the same realm
// as the program, as in an application: what the program does to its built-ins happens to the runtime too.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { runtimeFiles } from './runtime-bundle.mjs';

/**
 * Opens a realm: `plain` without a runtime, `off` with the gate alone, `on` with a recorder on an SDK without exporter.
 *
 * `gate` is what instrumented code imports, `spans` holds for each span that was recorded where its function is, as
 * `<line>:<column>`, and `failures` what went wrong inside tracking.
 */
export function openRealm(mode) {
  // A global object without interceptors is closer to the specification's; Node 20 does not have it.
  const context = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {});
  const realm = { context, global: vm.runInContext('globalThis', context), failures: [], spans: [] };
  if (mode === 'plain') return realm;
  const runtime = load(mode, context);
  if (mode === 'on') startRecording(runtime, realm);
  return { ...realm, gate: runtime.gate };
}

function startRecording({ context, diag, startTracking }, { failures, spans }) {
  const collector = {
    onStart({ attributes }) {
      spans.push(`${attributes['code.line.number']}:${attributes['code.column.number']}`);
    },
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  context.setGlobalContextManager(contextManager);
  const report = (text, error) => void failures.push(`${text}: ${error?.stack ?? error}`);
  diag.setLogger({ error: report, warn: report, info() {}, debug() {}, verbose() {} });
  startTracking({ tracerProvider: new BasicTracerProvider({ spanProcessors: [collector] }) });
}

const contextManager = new AsyncLocalStorageContextManager().enable();
const scripts = new Map();

/** The exports of the bundled runtime, evaluated anew in a realm. */
function load(mode, context) {
  let script = scripts.get(mode);
  if (script === undefined) {
    const text = readFileSync(runtimeFiles[mode], 'utf8');
    script = new vm.Script(`(function (module) {${text}\nreturn module.exports; })`, { filename: runtimeFiles[mode] });
    scripts.set(mode, script);
  }
  return script.runInContext(context)({ exports: {} });
}
