/** The span of one request of the Model Context Protocol, on the side that makes it, or on the one that serves it. */
import type { Attributes, Span } from '@opentelemetry/api';
import { withoutUndefined, type Site, type SiteAttribute } from '@bud/value';
import { registerReader, type LibraryCall, type Reading } from '@bud/runtime/otel';
import * as names from '../../convention/names.ts';
import { list, plain, string, type Plain } from '../../format/plain.ts';
import { markReading } from '../../mark/marks.ts';
import { asJson } from '../../model/content.ts';
import { spanContent, type ResolvedLlmOptions } from '../../model/options.ts';
import { openCall, type OpenCall } from '../open-call.ts';

/** A request as it goes over the wire. */
export interface McpRequest {
  readonly id: unknown;
  readonly method: string;
  readonly params: Plain;
}

const reader = 'mcp.request';

/** Lets requests be read. Gives what takes it back. */
export function registerRequestReader(options: ResolvedLlmOptions): () => void {
  return registerReader(reader, (call) => requestReading(call, options));
}

/** Opens the span of a request; `attributes` are those of the connection. It is told the response by `returned`. */
export function openRequest(request: McpRequest, side: 'client' | 'server', attributes: Attributes): OpenCall {
  const { method, params, id } = request;
  const name = string(params['name']);
  const tool = method === 'tools/call' ? name : undefined;
  const prompt = method === 'prompts/get' ? name : undefined;
  const target = tool ?? prompt;
  const site: Site = {
    name: target === undefined ? method : `${method} ${target}`,
    function: method,
    runs: 'sync',
    inputs: [],
    captureOutput: false,
    tracer: 'bud.llm',
    reader,
    spanKind: side,
    ...(tool !== undefined && { type: 'tool' }),
    attributes: withoutUndefined<Record<string, SiteAttribute>>({
      [names.MCP_METHOD]: method,
      [names.JSONRPC_REQUEST_ID]: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
      [names.TOOL_NAME]: tool,
      [names.PROMPT_NAME]: prompt,
      [names.MCP_RESOURCE_URI]: string(params['uri']),
    }),
  };
  return openCall(site, [request, attributes]);
}

function requestReading(call: LibraryCall, options: ResolvedLlmOptions): Reading {
  // Proof of the casts: what `openRequest` hands over.
  const [{ method, params }, attributes] = call.args as readonly [McpRequest, Attributes];
  const isTool = method === 'tools/call';
  const reading = markReading(call);
  let span: Span | undefined;
  let failure: Error | undefined;
  const record = (name: string, value: unknown): void => {
    if (isTool && value !== undefined) span?.setAttributes(spanContent(options, () => ({ [name]: asJson(value) })));
  };
  return {
    ...reading,
    attributes: { ...reading.attributes, ...attributes },
    begun(begins) {
      span = begins;
      record(names.TOOL_ARGUMENTS, params['arguments']);
      return reading.begun(begins);
    },
    result(response) {
      const { error, result } = plain(response);
      failure = failureIn(error, result);
      if (error !== undefined) span?.setAttribute(names.RPC_STATUS, String(plain(error)['code']));
      record(names.TOOL_RESULT, plain(result)['structuredContent'] ?? plain(result)['content']);
    },
    failure: () => failure,
  };
}

/** What a response says has failed: the request, or the tool that was called. */
function failureIn(error: unknown, result: unknown): Error | undefined {
  const { code, message } = plain(error);
  if (error !== undefined) return named(String(code), string(message) ?? '');
  const { isError, content } = plain(result);
  if (isError !== true) return undefined;
  const texts = list(content).flatMap((part) => string(plain(part)['text']) ?? []);
  // OpenTelemetry semantic conventions for generative AI 0.1, MCP, error.type
  return named('tool_error', texts.join('\n'));
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
