import type { FileOptions } from './target-options.ts';
import type { Platform } from '../platform/platform.ts';
import type { Exporter } from './exporter.ts';
import { json } from './otlp/serializers.ts';

const newline = 0x0a;

/** Appends OTLP/JSON lines to a file, as the Collector's file exporter writes them. */
export function fileExporter(
  options: FileOptions,
  openLog: Platform['openLog'],
  report: (message: string) => void,
): Exporter {
  const { path = '.bud/trace.jsonl' } = options;
  if (openLog === undefined) {
    report(`there are no files in this runtime; nothing is written to ${path}.`);
    return { name: `file ${path}`, isLocal: true, isImmediate: true };
  }
  let log: ReturnType<typeof openLog> | undefined;
  const append = (bytes: Uint8Array | undefined): void => {
    if (bytes === undefined) return;
    log ??= openLog(path);
    log.append(`${new TextDecoder().decode(bytes)}${String.fromCharCode(newline)}`);
  };
  return {
    name: `file ${path}`,
    isLocal: true,
    isImmediate: true,
    exportSpans: (spans) => append(json.traces(spans)),
    exportPending: (spans) => append(json.traces(spans)),
    exportLogs: (records) => append(json.logs(records)),
    exportMetrics: (metrics) => append(json.metrics(metrics)),
    shutdown: () => log?.close(),
  };
}
