import type { Context } from '@opentelemetry/api';
import type { Flow } from '../record/flow.ts';
import type { FlowDocumentNode } from './document.ts';
import type { FlowState } from './placeholders.ts';

/** What a model is asked. */
export interface ModelQuestion {
  readonly prompt: string;
  readonly model?: string;
  readonly [name: string]: unknown;
}

/** What a model answers. */
export interface ModelAnswer {
  readonly text: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
}

/** Where `file` nodes and `obs.export` read and write. */
export interface FlowFiles {
  read(path: string): string | Promise<string>;
  write(path: string, text: string): void | Promise<void>;
}

/** What a runtime brings for the actions. */
export interface FlowServices {
  /** Answers `llm.call`. */
  readonly llm?: (request: ModelQuestion, signal: AbortSignal) => ModelAnswer | Promise<ModelAnswer>;
  /** The platform's own when absent. */
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** Those of the machine when absent. */
  readonly files?: FlowFiles;
  /** Kept between runs when one is handed in. */
  readonly memory?: Map<string, unknown>;
}

/** The flow as a node sees it. */
export interface NodeFlow extends Flow {
  readonly state: FlowState;
  readonly signal: AbortSignal;
  readonly services: Required<FlowServices>;
  /** The context of the node's span. */
  readonly context: Context;
  /** Sets attributes on the span of the node. */
  setAttributes(attributes: Readonly<Record<string, unknown>>): void;
  /** Runs nodes below this one. */
  runNodes(nodes: readonly FlowDocumentNode[]): Promise<void>;
}

/** What a node does: it is given its input and the flow, and gives what `store` keeps. */
export type FlowAction = (input: Readonly<Record<string, unknown>>, flow: NodeFlow) => unknown;
