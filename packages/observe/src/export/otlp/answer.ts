import { oneLine } from '@bud/value/recorded';
import type { HttpResponse } from '../../platform/platform.ts';
import type { ExportListener } from '../exporter.ts';
import type { Signal } from '../target-options.ts';
import type { PartialSuccess } from './serializers.ts';

const mostOfReason = 200;

/**
 * Looks into the answer to a request that was taken: a receiver may reject some of what it was sent, or be none at all.
 * Answers that are no OTLP change nothing: the status has said that everything was taken.
 */
export function readAnswer(
  { body, contentType = '' }: HttpResponse,
  signal: Signal,
  partialSuccessIn: (body: Uint8Array) => PartialSuccess | undefined,
  { shown, listener }: { readonly shown: string; readonly listener: ExportListener },
): void {
  if (contentType.startsWith('text/html')) {
    listener.report(`otlp ${shown} answers with a web page: is it a receiver of OTLP over HTTP?`);
    return;
  }
  const { rejected: counted = 0, message = '' } = partialSuccessOf(body, partialSuccessIn);
  const rejected = Number(counted);
  const reason = oneLine(message).slice(0, mostOfReason);
  if (rejected > 0 && signal !== 'metrics')
    listener.onLost(rejected, new Error(`the receiver rejected them${reason === '' ? '' : `: ${reason}`}`));
  else if (rejected > 0)
    listener.report(`otlp ${shown}: data points were rejected${reason === '' ? '' : ` (${reason})`}.`);
  else if (reason !== '') listener.report(`otlp ${shown} has taken the ${signal} and warns: ${reason}`);
}

function partialSuccessOf(
  body: Uint8Array,
  partialSuccessIn: (body: Uint8Array) => PartialSuccess | undefined,
): PartialSuccess {
  try {
    return partialSuccessIn(body) ?? {};
  } catch {
    // Bytes that are no answer say nothing about what was rejected.
    return {};
  }
}
