/** The calls that are recorded of the AI SDK, whichever way they are seen. */
import type { Span } from '@opentelemetry/api';
import type { Site } from '@bud/value';
import { registerReader, type LibraryCall, type Reader, type Reading } from '@bud/runtime/otel';
import * as names from '../../convention/names.ts';
import type { WireFormat } from '../../format/format.ts';
import { plain, string } from '../../format/plain.ts';
import { markReading } from '../../mark/marks.ts';
import { asJson } from '../../model/content.ts';
import { spanContent, type ResolvedLlmOptions } from '../../model/options.ts';
import { readerFor } from '../../model/reading.ts';
import { providerNameOf, type ModelCall, type ToolExecution } from './model-call.ts';
import { embeddingModel, languageModel } from './model-format.ts';

const site: Pick<Site, 'runs' | 'inputs' | 'captureOutput' | 'tracer'> = {
  runs: 'sync',
  inputs: [],
  captureOutput: false,
  tracer: 'bud.llm',
};

/** A round of a language model; the call is handed a `ModelCall`. */
export const modelSite: Site = {
  ...site,
  name: 'chat',
  function: 'doGenerate',
  type: 'llm',
  reader: 'ai-sdk.model',
};

/** The same, where the result holds a stream. */
export const streamedModelSite: Site = { ...modelSite, function: 'doStream', stream: 'stream' };

/** A call of an embedding model; handed a `ModelCall`. */
export const embeddingSite: Site = {
  ...site,
  name: 'embeddings',
  function: 'doEmbed',
  type: 'embedding',
  reader: 'ai-sdk.embedding',
};

/** A function that the program calls: `generateText`. One that it has given an id is an agent. */
export function operationSite(operation: string, id: string | undefined): Site {
  const all = { ...site, function: operation, reader: 'ai-sdk.operation' };
  if (id === undefined) return { ...all, name: operation, attributes: { [names.OWN_OPERATION]: operation } };
  const attributes = { [names.OWN_OPERATION]: operation, [names.AGENT_NAME]: id };
  return { ...all, name: `invoke_agent ${id}`, type: 'agent', attributes };
}

/** An execution of a tool; handed a `ToolExecution`. */
export function toolSite({ name, callId }: ToolExecution): Site {
  return {
    ...site,
    name: `execute_tool ${name}`,
    function: name,
    type: 'tool',
    reader: 'ai-sdk.tool',
    attributes: { [names.TOOL_NAME]: name, [names.TOOL_CALL_ID]: callId, [names.TOOL_TYPE]: 'function' },
  };
}

/** Lets such calls be read. Gives what takes it back. */
export function registerCallReaders(options: ResolvedLlmOptions): () => void {
  const undo = [
    registerReader('ai-sdk.model', modelReader(languageModel, options)),
    registerReader('ai-sdk.embedding', modelReader(embeddingModel, options)),
    registerReader('ai-sdk.operation', (call) => failing(telling(markReading(call), call.args[0]))),
    registerReader('ai-sdk.tool', (call) => toolReading(call, options)),
  ];
  return () => {
    for (const step of undo) step();
  };
}

function modelReader(format: WireFormat, options: ResolvedLlmOptions): Reader {
  return (call) => {
    const { provider, hidesContent } = call.args[0] as ModelCall;
    const shown = hidesContent ? { ...options, contentOf: () => ({}) } : options;
    const client = { usualProvider: () => providerNameOf(provider), baseUrl: () => undefined };
    const reading = readerFor(format, client, () => shown)(call);
    return reading && failing(telling(reading, call.args[0]));
  };
}

/** Tells whoever makes a call that its span has ended, if it wants to know. */
function telling(reading: Reading, call: unknown): Reading {
  // Proof of the cast: sites of this file are handed nothing else.
  const { ended } = (call ?? {}) as Pick<ModelCall, 'ended'>;
  return {
    ...reading,
    ending(reason) {
      reading.ending(reason);
      ended?.(reason);
    },
  };
}

/** Streams do not break by an error: they tell of it in a part, and go on to their end. */
function failing(reading: Reading): Reading {
  let error: Error | undefined;
  return {
    ...reading,
    item(item) {
      error ??= errorIn(item);
      reading.item?.(item);
    },
    failure: () => error,
  };
}

/** What operations deliver has its part beside what was made of it. */
function errorIn(item: unknown): Error | undefined {
  const { part = item } = plain(item);
  const { type, error } = plain(part);
  if (type === 'abort') return new DOMException('The operation was aborted.', 'AbortError');
  if (type !== 'error') return undefined;
  return error instanceof Error ? error : new Error(string(error) ?? 'the stream has failed');
}

function toolReading(call: LibraryCall, options: ResolvedLlmOptions): Reading {
  const { input, hidesContent } = call.args[0] as ToolExecution;
  const reading = markReading(call);
  let span: Span | undefined;
  const record = (name: string, value: unknown): void => {
    if (!hidesContent && value !== undefined)
      span?.setAttributes(spanContent(options, () => ({ [name]: asJson(value) })));
  };
  return {
    ...reading,
    begun(begins) {
      span = begins;
      record(names.TOOL_ARGUMENTS, input);
      return reading.begun(begins);
    },
    result: (value) => record(names.TOOL_RESULT, value),
  };
}
