/** What LangChain tells of the runs of one manager of callbacks, as spans. */
import { context as contexts, createContextKey, diag, type Context } from '@opentelemetry/api';
import * as names from '../../convention/names.ts';
import { list, plain, string } from '../../format/plain.ts';
import type { ResolvedLlmOptions } from '../../model/options.ts';
import { enter } from '../enter.ts';
import { ContextUntil } from '../until.ts';
import { beginRun, type BegunRun, type RunStart } from '../run.ts';
import { answerOf, askedMessages, askedPrompts, documentsOf, stateMessages, toolResult } from './said.ts';
import { chainStart, modelStart, retrieverStart, toolStart } from './starts.ts';

type Said = readonly unknown[];

/** The run that a context is inside of. */
const runKey = createContextKey('bud.llm.langchain.run');

/** A run that has not ended. */
interface Running {
  readonly run: BegunRun;
  /** Told that it has. */
  readonly over: (() => void)[];
}

/**
 * A handler of callbacks, for the runs of one manager. The handlers of runs below know it, and nobody else: what is
 * forgotten without a word is collected.
 */
export class RunHandler {
  readonly name = 'bud_track';
  // What LangChain awaits, it calls at once; otherwise it would wait for a queue.
  readonly awaitHandlers = true;
  readonly #options: ResolvedLlmOptions;
  readonly #above: readonly RunHandler[];
  readonly #contexts = new Map<string, Context>();
  readonly #runs = new Map<string, Running>();

  constructor(options: ResolvedLlmOptions, above: readonly RunHandler[]) {
    this.#options = options;
    this.#above = above;
  }

  copy(): RunHandler {
    return this;
  }

  /** The context of a run of this manager, or of those above; undefined for one that is not known, or runs already. */
  contextInside(runId: string | undefined): Context | undefined {
    return runId === undefined || contexts.active().getValue(runKey) === runId ? undefined : this.#contextOf(runId);
  }

  #contextOf(runId: string): Context | undefined {
    const own = this.#contexts.get(runId);
    if (own !== undefined) return own;
    for (const handler of this.#above) {
      const found = handler.#contextOf(runId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  handleChatModelStart(...[, messages, runId, parentId, extra, , metadata]: Said): void {
    this.#begin(runId, parentId, () =>
      modelStart('chat', extra, metadata, () => askedMessages(list(messages)[0], extra)),
    );
    this.#endWith(plain(plain(extra)['options'])['signal'], runId);
  }

  handleLLMStart(...[, prompts, runId, parentId, extra, , metadata]: Said): void {
    this.#begin(runId, parentId, () => modelStart('text_completion', extra, metadata, () => askedPrompts(prompts)));
  }

  handleLLMNewToken(...[, , runId]: Said): void {
    safely(() => this.#runs.get(String(runId))?.run.chunk());
  }

  handleLLMEnd(result: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.end(answerOf(result)));
  }

  handleLLMError(error: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.fail(error));
  }

  handleChainStart(...[chain, inputs, runId, parentId, tags, metadata, , runName]: Said): void {
    this.#begin(runId, parentId, () => chainStart({ chain, inputs, tags, metadata, runName }, this.#options.chains));
  }

  handleChainEnd(outputs: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.end(undefined, () => stateMessages(outputs, 'output')));
  }

  handleChainError(error: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.fail(isLeft(error) ? new DOMException('Abort', 'AbortError') : error));
  }

  handleToolStart(...[tool, input, runId, parentId, , , runName, callId]: Said): void {
    this.#begin(runId, parentId, () => toolStart(tool, runName, { input, callId }));
  }

  handleToolEnd(output: unknown, runId: unknown): void {
    this.#end(runId, (run) => {
      // A tool that is a class of its own tells its name only here.
      const { name } = plain(output);
      if (typeof name === 'string') run.rename(`execute_tool ${name}`, { [names.TOOL_NAME]: name });
      run.end(undefined, () => toolResult(output));
    });
  }

  handleToolError(error: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.fail(error));
  }

  handleRetrieverStart(...[retriever, query, runId, parentId, , , runName]: Said): void {
    this.#begin(runId, parentId, () => retrieverStart(retriever, runName, query));
  }

  handleRetrieverEnd(documents: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.end(undefined, () => documentsOf(documents)));
  }

  handleRetrieverError(error: unknown, runId: unknown): void {
    this.#end(runId, (run) => run.fail(error));
  }

  /**
   * `start` gives undefined for what has no span: what is below it is below what is above it. The function that has begun it
   * goes on in its context; so does, until it ends, a caller that has not been answered yet, which tools may have.
   */
  #begin(runId: unknown, parentId: unknown, start: () => RunStart | undefined): void {
    safely(() => {
      const id = String(runId);
      const outside = contexts.active();
      // Inside of the run above, the program may have spans of its own.
      const parent = this.contextInside(string(parentId)) ?? outside;
      const starting = start();
      const run = starting && beginRun(parent, starting, this.#options);
      const context = (run?.context ?? parent).setValue(runKey, id);
      this.#contexts.set(id, context);
      const entered = new ContextUntil(context, outside);
      if (run !== undefined) this.#runs.set(id, { run, over: [() => entered.over()] });
      enter(starting?.type === 'tool' ? entered : context);
    });
  }

  #end(runId: unknown, tell: (run: BegunRun) => void): void {
    const { run, over = [] } = this.#runs.get(String(runId)) ?? {};
    this.#runs.delete(String(runId));
    for (const each of over) each();
    if (run !== undefined) safely(() => tell(run));
  }

  /** A stream that nobody reads any more does not tell that it was aborted. */
  #endWith(signal: unknown, runId: unknown): void {
    const running = this.#runs.get(String(runId));
    if (running === undefined || !(signal instanceof AbortSignal)) return;
    // The signal may outlive many runs, and must not keep those that are forgotten.
    const handler = new WeakRef(this);
    const abort = (): void => handler.deref()?.handleLLMError(signal.reason, runId);
    signal.addEventListener('abort', abort, { once: true });
    running.over.push(() => signal.removeEventListener('abort', abort));
  }
}

/** What LangGraph's runner says of a graph whose stream was left, or whose signal has fired. */
function isLeft(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error' && error.message === 'Abort';
}

/** Nothing that we do may reach the program: LangChain would say so on its console. */
function safely(part: () => void): void {
  try {
    part();
  } catch (error) {
    diag.error('bud: a run of LangChain was not recorded', error);
  }
}
