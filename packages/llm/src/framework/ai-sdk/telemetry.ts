/**
 * What `ai` from version 7 on tells of its calls, as spans:
 *
 *   onStart ──────────────────────── onEnd, onAbort, onError     the operation
 *     executeLanguageModelCall                                   a round of a model, and its stream
 *     onObjectStepStart ── onObjectStepEnd                       the same of `generateObject`, which does not say when its
 *     onEmbedStart ─────── onEmbedEnd                            model is asked
 *     executeTool ──────── onToolExecutionEnd                    a tool
 *
 * No event tells that a stream was left. Its round is abandoned as any stream that nobody reads, and with it the operation,
 * which then nothing holds.
 */
import { context } from '@opentelemetry/api';
import { gate } from '@bud/runtime';
import { plain, string, type Plain } from '../../format/plain.ts';
import { openCall, openStream, type OpenCall, type OpenStream } from '../open-call.ts';
import { embeddingSite, modelSite, operationSite, streamedModelSite, toolSite } from './calls.ts';
import type { ModelCall } from './model-call.ts';

/** An operation that is going on. */
interface Operation {
  readonly call: OpenCall;
  /** The call itself, of an operation whose result is a stream. */
  readonly stream: OpenStream | undefined;
  /** Calls below that events tell of, by their ids. */
  readonly below: Map<string, OpenCall>;
}

/** Operations that nobody ends, and whose spans are not recorded, are forgotten behind so many others. */
const maxOperations = 10_000;

type Execution = Plain & { readonly execute: () => PromiseLike<unknown> };

/** An integration as `registerTelemetry` takes it. */
export class Telemetry {
  /** How integrations of this package know each other, also those of another copy of it. */
  readonly maker = '@bud/llm';
  readonly #operations = new Map<string, Operation>();

  onStart(event: unknown): void {
    const { callId, operationId, functionId } = plain(event);
    if (!gate.on || typeof callId !== 'string' || isTracedElsewhere(this)) return;
    const operation = (string(operationId) ?? '').replace(/^ai\./, '');
    const site = operationSite(operation, string(functionId));
    const told = [{ ended: () => void this.#operations.delete(callId) }];
    const stream = operation.startsWith('stream') ? openStream(site, told) : undefined;
    this.#operations.set(callId, { call: stream ?? openCall(site, told), stream, below: new Map() });
    if (this.#operations.size > maxOperations) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const callId of this.#operations.keys()) {
      this.#operations.delete(callId);
      return;
    }
  }

  onEnd(event: unknown): void {
    const hasFailed = plain(event)['finishReason'] === 'error';
    this.#end(event, (call) => (hasFailed ? call.failed(new Error('the model has failed')) : call.returned()));
  }

  onAbort(event: unknown): void {
    this.#end(event, (call) => call.failed(new DOMException('The operation was aborted.', 'AbortError')));
  }

  onError(event: unknown): void {
    this.#end(event, (call) => call.failed(plain(event)['error']));
  }

  executeLanguageModelCall(event: Execution): PromiseLike<unknown> {
    const operation = this.#operationOf(event);
    if (operation === undefined) return event.execute();
    const round = { ...modelCallOf(event, operation.stream !== undefined), ended: this.#watched(event, operation) };
    return context.with(operation.call.context, () => {
      const site = round.isStream ? streamedModelSite : modelSite;
      gate.handed = [site, () => event.execute(), undefined, round];
      // Proof of the cast: the gate gives what the function gives.
      return gate.call() as PromiseLike<unknown>;
    });
  }

  /** Lets a streamed operation know that it goes on, until the round has ended. */
  #watched({ callId }: Plain, { stream }: Operation): ModelCall['ended'] {
    stream?.busy();
    return (reason) => {
      stream?.idle();
      if (reason === 'abandoned') this.#operations.delete(String(callId));
    };
  }

  onObjectStepStart(event: unknown): void {
    this.#begin(event, 'object', () => openCall(modelSite, [modelCallOf(plain(event), false)]));
  }

  onObjectStepEnd(event: unknown): void {
    this.#operationOf(event)?.below.get('object')?.returned(event);
  }

  onEmbedStart(event: unknown): void {
    const call = modelCallOf(plain(event), false);
    this.#begin(event, String(plain(event)['embedCallId']), () => openCall(embeddingSite, [call]));
  }

  onEmbedEnd(event: unknown): void {
    this.#operationOf(event)
      ?.below.get(String(plain(event)['embedCallId']))
      ?.returned(event);
  }

  executeTool(event: Execution): PromiseLike<unknown> {
    const { toolCall, toolCallId, execute } = event;
    const { toolName, input } = plain(toolCall);
    const tool = {
      name: string(toolName) ?? '',
      callId: String(toolCallId),
      input,
      hidesContent: hidesContent(event),
    };
    const call = this.#begin(event, tool.callId, () => openCall(toolSite(tool), [tool]));
    return call === undefined ? execute() : context.with(call.context, execute);
  }

  onToolExecutionEnd(event: unknown): void {
    const { toolCall, toolOutput } = plain(event);
    const call = this.#operationOf(event)?.below.get(String(plain(toolCall)['toolCallId']));
    const { type, output, error } = plain(toolOutput);
    if (type === 'tool-error') call?.failed(error);
    else call?.returned(output);
  }

  #operationOf(event: unknown): Operation | undefined {
    return gate.on ? this.#operations.get(String(plain(event)['callId'])) : undefined;
  }

  #begin(event: unknown, id: string, open: (operation: Operation) => OpenCall): OpenCall | undefined {
    const operation = this.#operationOf(event);
    if (operation === undefined) return undefined;
    const call = context.with(operation.call.context, () => open(operation));
    operation.below.set(id, call);
    return call;
  }

  #end(event: unknown, end: (call: OpenCall) => void): void {
    const callId = String(plain(event)['callId']);
    const operation = this.#operations.get(callId);
    if (operation === undefined) return;
    this.#operations.delete(callId);
    // Those that have not ended are attempts that were made again, or what the operation has failed by.
    for (const call of operation.below.values()) call.failed(plain(event)['error'] ?? new Error('got no answer'));
    end(operation.call);
  }
}

/**
 * Whether another integration makes spans, to which calls are left: such as that of `@ai-sdk/otel`, which has a tracer, or
 * an earlier one of ours.
 */
function isTracedElsewhere(own: Telemetry): boolean {
  const all = integrations().map(plain);
  const first = all.findIndex(({ maker }) => maker === own.maker);
  return all.some(({ tracer }) => typeof tracer === 'object') || first < integrations().indexOf(own);
}

/** Those of all calls that have none of their own. */
export function integrations(): unknown[] {
  // Proof of the cast: `ai` has one list for all copies of itself.
  const holder = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] };
  return (holder.AI_SDK_TELEMETRY_INTEGRATIONS ??= []);
}

function modelCallOf(event: Plain, isStream: boolean): ModelCall {
  const { provider, modelId } = event;
  return {
    provider: string(provider) ?? '',
    modelId: string(modelId) ?? '',
    isStream,
    request: event,
    hidesContent: hidesContent(event),
  };
}

function hidesContent({ recordInputs, recordOutputs }: Plain): boolean {
  return recordInputs === false || recordOutputs === false;
}
