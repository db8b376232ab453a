import { span, type OpenSpan } from '@bud/observe';
import { context, trace } from '@opentelemetry/api';
import { files } from '../platform/host.ts';
import { writeWhole } from '../log/export.ts';
import { flow, sayIn, type Flow } from '../record/flow.ts';
import type { FlowAction, FlowServices, NodeFlow } from './action.ts';
import { builtInActions } from './actions.ts';
import type { FlowDocument, FlowDocumentNode } from './document.ts';
import { filled, holds, type FlowState } from './placeholders.ts';

/** How a workflow runs. */
export interface RunDocumentOptions extends FlowServices {
  /** The id of the flow; a UUID v4 when absent. */
  readonly id?: string;
  readonly signal?: AbortSignal;
  /** What nodes can do besides what is built in. */
  readonly actions?: Readonly<Record<string, FlowAction>>;
}

/** What a workflow has come to. */
export interface FlowResult {
  readonly flowId: string;
  /** Results of nodes by `store`, `flow_id`, and `errors` by node. */
  readonly state: Readonly<FlowState>;
}

/** Runs a workflow that was read. Rejects with the failure of the first node that no other node looks at. */
export async function runDocument(
  { name, state: given = {}, nodes }: FlowDocument,
  { id = crypto.randomUUID(), ...options }: RunDocumentOptions,
): Promise<FlowResult> {
  const state: FlowState = { ...given, flow_id: id, errors: {} };
  await flow.run({ id, name }, (own) => new DocumentRun(options, state).run(nodes, own));
  return { flowId: id, state };
}

/** How a node has ended; `skipped` because a condition did not hold, `lost` because of a failure above. */
type NodeOutcome = 'done' | 'skipped' | 'failed' | 'lost';

class DocumentRun {
  readonly #actions: Readonly<Record<string, FlowAction>>;
  readonly #services: Required<FlowServices>;
  readonly #signal: AbortSignal;
  readonly #state: FlowState;

  constructor({ actions, signal, ...services }: Omit<RunDocumentOptions, 'id'>, state: FlowState) {
    this.#actions = { ...builtInActions, ...actions };
    this.#services = { ...platformServices, memory: new Map(), ...services };
    this.#signal = signal ?? new AbortController().signal;
    this.#state = state;
  }

  /** Runs nodes below a span, each as soon as what it needs is done. */
  async run(nodes: readonly FlowDocumentNode[], above: Flow): Promise<void> {
    const ended = new Map<string, Promise<NodeOutcome>>();
    const failures = new Map<string, unknown>();
    for (const [index, node] of nodes.entries()) {
      const before = nodes[index - 1];
      const needs = node.needs ?? (before === undefined ? [] : [before.id]);
      // Nodes need only nodes above them, whose promises are there.
      const ready = Promise.all(needs.flatMap((need) => ended.get(need) ?? []));
      ended.set(
        node.id,
        ready.then((outcomes) => this.#end(node, outcomes, above, failures)),
      );
    }
    await Promise.all(ended.values());
    const unseen = nodes.find(({ id }) => failures.has(id) && !nodes.some((other) => looksAt(other, id)));
    if (unseen !== undefined) throw failures.get(unseen.id);
  }

  async #end(
    node: FlowDocumentNode,
    needed: readonly NodeOutcome[],
    above: Flow,
    failures: Map<string, unknown>,
  ): Promise<NodeOutcome> {
    const isLost = needed.some((outcome) => outcome === 'failed' || outcome === 'lost');
    if (isLost && !/\bstate\.errors\b/.test(node.if ?? '')) return 'lost';
    if (!holds(node.if, this.#state)) return 'skipped';
    try {
      this.#signal.throwIfAborted();
      const result = await this.#runNode(node, above);
      if (node.store !== undefined) this.#state[node.store] = result;
      return 'done';
    } catch (error) {
      failures.set(node.id, error);
      const errors = this.#state['errors'] as FlowState;
      errors[node.id] = { type: error instanceof Error ? error.name : typeof error, message: messageOf(error) };
      return 'failed';
    }
  }

  async #runNode({ id, uses, with: written = {} }: FlowDocumentNode, above: Flow): Promise<unknown> {
    const action = this.#actions[uses];
    if (action === undefined) throw new TypeError(`Node "${id}": there is no action "${uses}".`);
    // Nodes below fill in their own placeholders, when they run.
    const { nodes, ...own } = written;
    // Proof of the cast: what is filled in keeps its shape.
    const input = filled(own, this.#state) as Readonly<Record<string, unknown>>;
    const inputs = Object.entries(input).map(([key, value]) => [`bud.track.input.${key}`, value] as const);
    const values = { 'bud.track.type': uses.split('.', 1)[0], 'bud.flow_node': id, ...Object.fromEntries(inputs) };
    return await context.with(above.context, () =>
      span(uses, values, async (opened) => {
        const given = nodes === undefined ? input : { ...input, nodes };
        const result: unknown = await action(given, this.#flowOf(opened, above));
        if (result !== undefined) opened.setAttribute('bud.track.output', result);
        return result;
      }),
    );
  }

  #flowOf(opened: OpenSpan, above: Flow): NodeFlow {
    const own = within(above, opened);
    return {
      ...own,
      state: this.#state,
      signal: this.#signal,
      services: this.#services,
      setAttributes: (attributes) => void opened.setAttributes(attributes),
      runNodes: (nodes) => this.run(nodes, own),
    };
  }
}

function looksAt({ if: condition = '' }: FlowDocumentNode, id: string): boolean {
  const paths = [...condition.matchAll(/\bstate\.errors(?:\.([\w.-]+))?/g)].map(([, path = '']) => path);
  return paths.some((path) => path === '' || path === id || path.startsWith(`${id}.`));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const platformServices: Required<Omit<FlowServices, 'memory'>> = {
  llm() {
    throw new Error('`llm.call` needs a model: hand in the option `llm`.');
  },
  fetch: (url, init) => fetch(url, init),
  files: {
    read: (path) => files(`to read ${path} from`).readFileSync(path, 'utf8'),
    write: writeWhole,
  },
};

/** The same flow in the context of a span. */
function within(above: Flow, { span: own }: OpenSpan): Flow {
  const inside = trace.setSpan(above.context, own);
  return {
    id: above.id,
    context: inside,
    log: (node, level, note) => sayIn(inside, node, level, note),
    metric: (node, metrics) => sayIn(inside, node, 'info', { metrics }),
  };
}
