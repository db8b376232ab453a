import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { LogFile, Platform } from '../platform/platform.ts';
import type { ExportListener, Exporter } from './exporter.ts';
import type { Serializers } from './otlp/serializers.ts';
import { otlpJson } from './otlp/serializers.ts';
import { systemClock, type Clock } from './queue.ts';
import { fileDefaults, type FileOptions } from './target-options.ts';

/** Longest time that what has ended waits for company, and most that waits: a system call for each would be slow. */
const longestWaitMs = 50;
const mostWaiting = 512;

/**
 * Appends OTLP/JSON lines to a file, as the Collector's file exporter writes them: what has ended 100 ms ago survives the
 * process, however it ends.
 */
export function fileExporter(
  options: FileOptions,
  openLog: Platform['openLog'],
  listener: ExportListener,
  clock: Clock = systemClock,
): Exporter {
  const { path = fileDefaults.path, maxBytes = fileDefaults.maxBytes, keep = fileDefaults.keep } = options;
  const name = `file ${path}`;
  if (openLog === undefined) {
    listener.report(`there are no files in this runtime; nothing is written to ${path}.`);
    return { name, isLocal: true, isImmediate: true };
  }
  const lines = new WaitingLines(openLog(path, { maxBytes, keep }), clock, listener);
  return {
    name,
    isLocal: true,
    isImmediate: true,
    exportSpans: (spans) => lines.add(lines.spans, spans),
    exportLogs: (records) => lines.add(lines.records, records),
    // As they are now: when they are written they may have ended.
    exportPending: (spans) => lines.write(otlpJson.traces(spans), 0),
    exportMetrics: (metrics) => lines.write(otlpJson.metrics(metrics), 0),
    flush: () => lines.flush(),
    shutdown: () => lines.close(),
  };
}

/** Spans and records that wait to be written as one line of their kind. */
class WaitingLines {
  readonly spans: ReadableSpan[] = [];
  readonly records: ReadableLogRecord[] = [];
  readonly #file: LogFile;
  readonly #clock: Clock;
  readonly #listener: ExportListener;
  #flushedAt = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(file: LogFile, clock: Clock, listener: ExportListener) {
    this.#file = file;
    this.#clock = clock;
    this.#listener = listener;
  }

  add<Item>(waiting: Item[], items: readonly Item[]): void {
    waiting.push(...items);
    // After a pause at once, and not by a timer only: a loop that never awaits would keep it from firing.
    const isDue = this.#clock.now() - this.#flushedAt >= longestWaitMs;
    if (isDue || waiting.length >= mostWaiting) this.flush();
    else this.#cancelTimer ??= this.#clock.after(longestWaitMs, () => this.flush());
  }

  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#flushedAt = this.#clock.now();
    this.#writeAll(this.spans, otlpJson.traces);
    this.#writeAll(this.records, otlpJson.logs);
  }

  close(): void {
    this.flush();
    this.#file.close();
  }

  /** Writes one line, which holds so many spans or records. */
  write(line: Uint8Array | undefined, count: number): void {
    if (line === undefined) return;
    try {
      this.#file.append(`${decoder.decode(line)}\n`);
    } catch (error) {
      this.#listener.onLost(count, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #writeAll<Item>(waiting: Item[], serialize: (items: readonly Item[]) => ReturnType<Serializers['traces']>): void {
    if (waiting.length === 0) return;
    const items = waiting.splice(0);
    this.write(serialize(items), items.length);
  }
}

const decoder = new TextDecoder();
