import { span } from '@bud/observe';
import { context, type Context } from '@opentelemetry/api';
import { levels, wellFormed, type Level } from '@bud/value';
import { sanitized, sentence } from '../event/data.ts';
import type { FlowData, FlowMetrics } from '../event/event.ts';
import { shortNode } from '../event/node.ts';
import { flowOf, randomSpanId, spanIdIn, withinFlow, type FlowReference } from './flow-context.ts';
import { complainOnce } from '../platform/host.ts';
import { parentIdIn, watching } from './configure.ts';
import { recording } from './recorder.ts';

/** What a program says in a flow. */
export interface FlowNote {
  readonly message?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metrics?: FlowMetrics;
}

/** How a flow runs. */
export interface FlowRunOptions {
  /** A UUID v4 when absent. */
  readonly id?: string;
  /** What is run: its node is `flow.<name>`; `run` when absent. */
  readonly name?: string;
}

/** A flow that runs, for those who cannot find it by the context: after an `await` in a browser, say. */
export interface Flow {
  readonly id: string;
  /** The context of the flow: what runs in there belongs to it. */
  readonly context: Context;
  log(node: string, level: Level, note?: FlowNote): void;
  metric(node: string, metrics: FlowMetrics): void;
}

/** Flows as a whole. */
export interface Flows {
  /**
   * Runs `fn` as a flow: everything tracked inside belongs to it, across awaits, and in other processes that its baggage
   * reaches. Gives what `fn` gives. While flows are off it only calls `fn`.
   *
   * @example
   * import { configureFlow, flow, getFlowLog } from '@bud/flow';
   * import { span } from '@bud/observe';
   *
   * configureFlow({ enabled: true });
   * await flow.run({ id: '42' }, async () => span('search', () => 'found'));
   * getFlowLog('42')?.events.map(({ event_type: type, node }) => `${type} ${node}`);
   * // ['entry flow.run', 'entry span.search', 'exit span.search', 'exit flow.run']
   */
  run<Result>(options: FlowRunOptions, fn: (flow: Flow) => Result): Result;
  run<Result>(fn: (flow: Flow) => Result): Result;
  /** Says something in the flow that runs; an event `error` from the level `error` on, else `metric`. */
  log(node: string, level: Level, note?: FlowNote): void;
  /** Measures something in the flow that runs: `flow.metric('llm.answer', { tokens: 150 })`. */
  metric(node: string, metrics: FlowMetrics): void;
  /** The id of the flow that runs. */
  readonly id: string | undefined;
}

/** Runs flows, and says something in the one that runs. */
export const flow: Flows = {
  run<Result>(options: FlowRunOptions | ((flow: Flow) => Result), fn?: (flow: Flow) => Result): Result {
    if (typeof options === 'function') return recording.recorder === undefined ? options(idleFlow) : run({}, options);
    // Proof of the cast: without a function of its own, the first argument is one.
    return run(options, fn as (flow: Flow) => Result);
  },
  log: (node, level, note) => say(context.active(), undefined, node, level, note),
  metric: (node, metrics) => say(context.active(), undefined, node, 'info', { metrics }),
  get id() {
    return flowOf(context.active())?.id;
  },
};

function run<Result>({ id, name = 'run' }: FlowRunOptions, fn: (flow: Flow) => Result): Result {
  if (recording.recorder === undefined) return fn({ ...nothing, id: id ?? '', context: context.active() });
  watching();
  const reference: FlowReference = { id: idOf(id), rootSpanId: undefined };
  const around = withinFlow(context.active(), reference);
  return context.with(around, () =>
    span(name, { 'bud.track.type': 'flow', 'bud.flow_id': reference.id }, ({ spanId, span: root }) => {
      reference.rootSpanId = root.isRecording() ? spanId : randomSpanId();
      // Without a context manager nothing is active, and the context is still right.
      const within = flowOf(context.active()) === reference ? context.active() : around;
      return fn({
        id: reference.id,
        context: within,
        log: (node, level, note) => say(context.active(), within, node, level, note),
        metric: (node, metrics) => say(context.active(), within, node, 'info', { metrics }),
      });
    }),
  );
}

/** Ids of databases are numbers, whatever the type says; one that is empty is none. */
function idOf(given: string | number | undefined): string {
  const id = wellFormed(String(given ?? ''));
  return id === '' ? crypto.randomUUID() : id;
}

const nothing = { log(): void {}, metric(): void {} };

/** The flow that is handed out while nothing is recorded: one for all, so that it costs nothing. */
const idleFlow: Flow = {
  ...nothing,
  id: '',
  get context() {
    return context.active();
  },
};

/** Says something in the flow of a context. */
export function sayIn(within: Context, node: string, level: Level, note?: FlowNote): void {
  say(within, within, node, level, note);
}

/**
 * Records what a program says, in the flow of the active context or else of another one. What it cannot record is told of
 * once, and never reaches the program.
 */
function say(...said: Parameters<typeof record>): void {
  if (recording.recorder === undefined) return;
  try {
    record(...said);
  } catch (error) {
    complainOnce(`bud: something that was said in a flow is not recorded: ${String(error)}`);
  }
}

function record(
  active: Context,
  otherwise: Context | undefined,
  node: string,
  level: Level,
  note: FlowNote = {},
): void {
  const { recorder } = recording;
  const own = flowOf(active);
  const wanted = otherwise === undefined ? own : flowOf(otherwise);
  if (wanted === undefined || recorder === undefined) return;
  if (!levels.includes(level)) throw new TypeError(`${JSON.stringify(level)} is no level (${levels.join(', ')})`);
  const within = own?.id === wanted.id ? active : (otherwise ?? active);
  const { message, data = {}, metrics = {} } = note;
  watching()?.writeEntries();
  recorder.record({
    flow_id: wanted.id,
    span_id: spanIdIn(within, wanted),
    parent_id: parentIdIn(within),
    node: shortNode(node),
    level,
    timestamp: Date.now() / 1000,
    event_type: levels.indexOf(level) >= levels.indexOf('error') ? 'error' : 'metric',
    ...(message !== undefined && { message: sentence(message, recorder.options) }),
    data: members(sanitized(withFailure(data), recorder.options)),
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, value]) => Number.isFinite(value))),
  });
}

/** Whatever the program calls its error, events say its type and message. */
function withFailure(data: NonNullable<FlowNote['data']>): NonNullable<FlowNote['data']> {
  const { error } = data;
  if (error === undefined || error === null || isFailure(error)) return data;
  return { ...data, error: { type: error instanceof Error ? error.name : 'Error', message: messageOf(error) } };
}

function isFailure(error: unknown): boolean {
  const { type, message } = Object(error) as { readonly type?: unknown; readonly message?: unknown };
  return typeof type === 'string' && typeof message === 'string';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error === 'string' ? error : `a ${typeof error}`;
}

/** What a limit has made of an object may be a string. */
function members(data: unknown): FlowData {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  // Proof of the cast: an object out of JSON has members by name.
  return isObject ? (data as FlowData) : { value: data };
}
