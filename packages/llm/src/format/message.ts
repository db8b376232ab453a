/**
 * Messages as OpenTelemetry's JSON schemas for `gen_ai.input.messages` and `gen_ai.output.messages` have them.
 *
 * Source: OpenTelemetry semantic conventions 1.41, docs/gen-ai, gen-ai-input-messages.json and gen-ai-output-messages.json
 */
import { plain, string } from './plain.ts';

export type Part =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'reasoning'; readonly content: string }
  | { readonly type: 'tool_call'; readonly id?: string; readonly name: string; readonly arguments?: unknown }
  | { readonly type: 'tool_call_response'; readonly id?: string; readonly response: unknown }
  | { readonly type: 'uri'; readonly modality: string; readonly uri: string }
  | { readonly type: 'blob'; readonly modality: string; readonly mime_type?: string; readonly content: string }
  | { readonly type: 'file'; readonly modality: string; readonly file_id: string };

export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
  /** Of output only. */
  readonly finish_reason?: string | undefined;
}

export function textPart(content: string): Part {
  return { type: 'text', content };
}

/** Arguments of a tool come as JSON; what is none stays the string that it is. */
export function toolCall(id: unknown, name: unknown, args: unknown): Part {
  const known = string(id);
  return {
    type: 'tool_call',
    ...(known !== undefined && { id: known }),
    name: string(name) ?? '',
    ...(args !== undefined && { arguments: typeof args === 'string' ? parsed(args) : args }),
  };
}

export function toolResponse(id: unknown, response: unknown): Part {
  const known = string(id);
  return { type: 'tool_call_response', ...(known !== undefined && { id: known }), response };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

// RFC 2397, data URLs
const dataUrl = /^data:([^;,]*)[^,]*,/;

/** Media by its URL; what a `data:` URL holds is only measured, as media is large and says nothing in a span. */
export function mediaPart(modality: string, url: string): Part {
  const found = dataUrl.exec(url);
  if (found === null) return { type: 'uri', modality, uri: url };
  return blobPart(modality, found[1] ?? '', url.length - found[0].length);
}

export function blobPart(modality: string, mimeType: string, length: number): Part {
  return {
    type: 'blob',
    modality,
    ...(mimeType !== '' && { mime_type: mimeType }),
    content: `[${length} characters of base64]`,
  };
}

/** A part of a message that has no form of its own here: what it is called, and nothing of it. */
export function otherPart(part: unknown): Part {
  return textPart(`[${string(plain(part)['type']) ?? typeof part}]`);
}
