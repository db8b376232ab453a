/** What is said to models: prompts of the specification that providers follow, and messages as programs write them. */
import {
  blobPart,
  mediaPart,
  otherPart,
  textPart,
  toolCall,
  toolResponse,
  type Message,
  type Part,
} from '../../format/message.ts';
import { list, plain, string, type Plain } from '../../format/plain.ts';

/** The messages of a prompt; those of the role `system` are instructions. */
export function messagesOf(prompt: unknown): readonly Message[] {
  return list(prompt)
    .filter((message) => plain(message)['role'] !== 'system')
    .map((message) => {
      const { role, content } = plain(message);
      return { role: string(role) ?? '', parts: partsOf(content) };
    });
}

/** Instructions that stand by themselves, and those among the messages. */
export function systemOf(instructions: unknown, prompt: unknown): readonly Part[] {
  const own = Array.isArray(instructions) ? list(instructions) : [instructions];
  const among = list(prompt).filter((message) => plain(message)['role'] === 'system');
  return [...own, ...among].flatMap((said) => partsOf(typeof said === 'string' ? said : plain(said)['content']));
}

export function partsOf(content: unknown): readonly Part[] {
  return typeof content === 'string' ? [textPart(content)] : list(content).map((part) => partOf(plain(part)));
}

function partOf(part: Plain): Part {
  const { type, text, toolCallId, toolName, input } = part;
  if (typeof text === 'string') return type === 'reasoning' ? { type, content: text } : textPart(text);
  if (type === 'tool-call') return toolCall(toolCallId, toolName, input);
  if (type === 'tool-result') return toolResponse(toolCallId, outputOf(part));
  if (type === 'file' || type === 'image') return filePart(part);
  return otherPart(part);
}

/** What a tool gave: a value that says what it is, in prompts; as it is, in what a model answers. */
function outputOf({ output, result }: Plain): unknown {
  const { type, value } = plain(output);
  return typeof type === 'string' && value !== undefined ? value : (output ?? result);
}

function filePart({ type, data, image, mediaType }: Plain): Part {
  const media = string(mediaType) ?? (type === 'image' ? 'image' : '');
  const modality = media.split('/')[0] ?? '';
  const { url, data: inner } = plain(data);
  const found = url ?? inner ?? data ?? image;
  if (found instanceof URL) return mediaPart(modality, found.href);
  if (found instanceof Uint8Array) return blobPart(modality, media, Math.ceil(found.length / 3) * 4);
  if (typeof found !== 'string') return otherPart({ type });
  return /^(?:https?|data):/.test(found) ? mediaPart(modality, found) : blobPart(modality, media, found.length);
}
