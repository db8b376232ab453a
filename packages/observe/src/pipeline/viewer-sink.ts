import type { Encoding, Exporter } from '../export/exporter.ts';
import type { Clock, QueueListener } from '../export/queue.ts';
import { otlpExporter } from '../export/otlp/otlp.ts';
import type { LocalViewer, Post } from '../platform/platform.ts';
import { createSink, type Batch, type Sink } from './sinks.ts';

/** A sink towards a viewer of this machine, which may not run. */
export interface ViewerSink extends Sink {
  /** Its page. */
  readonly url: string;
  /** Whether it runs; undefined until it has answered, or the time is up. */
  readonly isThere: boolean | undefined;
  /** Asks for it, unless that was done; calls back when its answer is known, at once if it is. */
  look(told?: (isThere: boolean) => void): void;
}

export interface ViewerSinkParts {
  readonly viewer: LocalViewer;
  readonly post: Post;
  readonly batch: Batch;
  readonly listenerFor: (name: string) => QueueListener;
  readonly clock: Clock;
  /** What a person should know, once. */
  readonly report: (message: string) => void;
}

/** Whoever answers within this time is there: a viewer on the same machine takes a few milliseconds. */
const answerMs = 200;
/** A person who looks waits for no more than this. */
const longestDelayMs = 100;

/**
 * Asks once whether a viewer runs, with the first span or before, and keeps spans until that is known:
 *
 *   there      they go there, as to any OTLP receiver; open ones, too
 *   not there  they are forgotten, and later ones are not kept at all
 */
export function createViewerSink(parts: ViewerSinkParts): ViewerSink {
  const { viewer, batch, clock } = parts;
  const answer = askOnce(viewer);
  const name = `viewer ${viewer.url}/`;
  const listener = parts.listenerFor(name);
  const exporter = exporterTo(viewer, name, answer, listener, parts);
  const delayMs = Math.min(batch.delayMs, longestDelayMs);
  const sink = createSink(exporter, { ...batch, delayMs }, listener, clock);
  const take = (keep: () => void): void => {
    if (answer.isThere === false) return;
    answer.look();
    keep();
  };
  return {
    url: `${viewer.url}/`,
    exporter,
    get isThere() {
      return answer.isThere;
    },
    look: (told) => answer.look(told),
    span: (span) => take(() => sink.span(span)),
    record: (record) => take(() => sink.record(record)),
    pending: (open) => take(() => open.forEach((span) => sink.span(span))),
    async flush() {
      await answer.whenAsked();
      await sink.flush();
    },
    takeRequests() {
      // The process ends: who has not answered yet will not be heard any more.
      answer.giveUp();
      return sink.takeRequests();
    },
    shutdown: () => sink.shutdown(),
  };
}

function exporterTo(
  { url }: LocalViewer,
  name: string,
  answer: Answer,
  listener: QueueListener,
  { post, report }: ViewerSinkParts,
): Exporter {
  const onLost = (lost: number, error: Error): void => listener.onLost(lost, error);
  const otlp = otlpExporter({ url, signals: ['traces', 'logs'] }, post, { report, onLost });
  const { spans, logs } = otlp.encodings ?? {};
  return {
    ...otlp,
    name,
    isLocal: true,
    encodings: { spans: onceKnown(spans, answer), logs: onceKnown(logs, answer) },
  };
}

interface Answer {
  readonly isThere: boolean | undefined;
  look(told?: (isThere: boolean) => void): void;
  /** Resolves when there is an answer, or nobody has asked. */
  whenAsked(): Promise<void>;
  giveUp(): void;
}

function askOnce(viewer: LocalViewer): Answer {
  let isThere: boolean | undefined;
  let asked: Promise<void> | undefined;
  const waiting: ((isThere: boolean) => void)[] = [];
  const settle = (is: boolean): void => {
    isThere ??= is;
    for (const told of waiting.splice(0)) told(isThere);
  };
  return {
    get isThere() {
      return isThere;
    },
    look(told) {
      if (told !== undefined) waiting.push(told);
      if (isThere !== undefined) return settle(isThere);
      asked ??= viewer.answers(answerMs).then(settle);
    },
    whenAsked: async () => asked,
    giveUp: () => settle(false),
  };
}

/** What was encoded before the answer waits for it, and goes nowhere when there is no viewer. */
function onceKnown<Item>(encoding: Encoding<Item> | undefined, answer: Answer): Encoding<Item> | undefined {
  return (
    encoding && {
      encode: (items) => encoding.encode(items),
      async send(parts) {
        const isThere = await new Promise<boolean>((told) => answer.look(told));
        if (isThere) await encoding.send(parts);
      },
      request: (parts) => (answer.isThere === true ? encoding.request(parts) : undefined),
    }
  );
}
