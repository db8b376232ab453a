/**
 * From a program to its log:
 *
 *   configure  ─▶ options, handlers, store: the recorder of this process
 *   flow       ─▶ a span around the flow, its id in the context and in baggage; what the program says itself
 *   watch      ─▶ every span that begins in there: entry, exit, error, metric
 *     └─▶ recorder ─ level, sanitise ─▶ ../store, ../handler
 *     flow-context   which flow something belongs to
 *   logs       ◀─ what is in the store
 */
import { readyHandler, type ReadyHandler } from '../handler/handler.ts';
import { LineFile } from '../handler/line-file.ts';
import type { FlowEvent } from '../event/event.ts';
import { categoryOfNode } from '../event/node.ts';
import type { ResolvedFlowOptions } from '../options/options.ts';
import { complain } from '../platform/host.ts';
import { FlowStore } from '../store/flow-store.ts';

/** What has happened; its number in the order of events is given when it is recorded. */
export type FlowHappening = Omit<FlowEvent, 'schema_version' | 'sequence'>;

/** Takes events to the store and the handlers. */
export class FlowRecorder {
  readonly options: ResolvedFlowOptions;
  readonly store: FlowStore;
  readonly #handlers: readonly ReadyHandler[];
  readonly #spill: LineFile | undefined;

  constructor(options: ResolvedFlowOptions) {
    const { bufferSize, processBufferSize, handlers, spill } = options;
    this.options = options;
    this.#handlers = handlers.map(readyHandler);
    this.#spill = spill === undefined ? undefined : spillTo(spill);
    const limits = { perFlow: bufferSize, perProcess: processBufferSize };
    this.store = new FlowStore(limits, this.#spill && ((line) => this.#spill?.add(line)));
  }

  record(happening: FlowHappening): void {
    const { flow_id, span_id, parent_id, node, level, timestamp, event_type, message, data, metrics } = happening;
    if (!this.options.admits(categoryOfNode(node), level)) return;
    const sequence = (recording.count += 1);
    // Member by member: copies of objects would take longer than all the rest.
    const event: FlowEvent = {
      schema_version: 1,
      sequence,
      flow_id,
      span_id,
      parent_id,
      node,
      level,
      timestamp,
      event_type,
      message,
      data,
      metrics,
    };
    const line = JSON.stringify(event);
    this.store.add(event.flow_id, line);
    for (const handler of this.#handlers) handler.handle(event, line);
  }

  flush(): void {
    for (const handler of this.#handlers) handler.flush();
    this.#spill?.flush();
  }

  close(): void {
    for (const handler of this.#handlers) handler.close();
    this.#spill?.close();
  }
}

function spillTo(path: string): LineFile {
  let hasFailed = false;
  return new LineFile({ path }, (error) => {
    if (!hasFailed) complain(`bud: ${path} takes no events that fall out of the buffer: ${String(error)}`);
    hasFailed = true;
  });
}

/** What records at the moment; the one boolean that a flow looks at is whether it is there. */
export const recording: {
  recorder: FlowRecorder | undefined;
  /** Events of this process so far. */
  count: number;
} = { recorder: undefined, count: 0 };
