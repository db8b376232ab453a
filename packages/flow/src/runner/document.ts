/**
 * A workflow in YAML:
 *
 *   text ─ read-document ─▶ FlowDocument, or one error with line and column of every mistake
 *     └─ check-nodes      what may be wrong with a list of nodes
 *   FlowDocument ─ run-document ─▶ each node when what it needs is done; a span around it, and its result in the state
 *          ├─ placeholders   {{ state.path }}
 *          ├─ actions        what nodes can do: llm, http, file, memory, json, web, flow
 *          │    └─ action    what an action is given
 *          └─ observe        obs.get_flow_log, obs.query, obs.export
 */

/** One node of a workflow. */
export interface FlowDocumentNode {
  readonly id: string;
  /** The action: `llm.call`. */
  readonly uses: string;
  /** What the action is given; `{{ state.path }}` stands for a value of the state. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Where in the state its result is kept. */
  readonly store?: string;
  /** `{{ state.path }}`, or `not {{ state.path }}`: whether it runs. */
  readonly if?: string;
  /** The nodes that have to be done before; the one above when absent, none with `[]`. */
  readonly needs?: readonly string[];
}

/** A workflow. */
export interface FlowDocument {
  /** The node of the flow is `flow.<name>`. */
  readonly name: string;
  /** What the state holds at the start. */
  readonly state?: Readonly<Record<string, unknown>>;
  readonly nodes: readonly FlowDocumentNode[];
}
