import type { Turns } from './turns.ts';

/** Hands over the lines of a stream as they come, in short turns; each ends with a newline. */
export async function eachLine(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  turns: Turns,
  onLine: (line: string) => void,
): Promise<void> {
  // Of the line that is still coming: it may be megabytes long, and comes in small pieces.
  let begun: string[] = [];
  for (const reader = bytes.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { done, value = '' } = await reader.read();
    if (done) return;
    const end = value.lastIndexOf('\n');
    begun.push(end === -1 ? value : value.slice(0, end));
    if (end === -1) continue;
    const lines = begun.join('').split('\n');
    begun = [value.slice(end + 1)];
    await turns.each(lines, onLine);
  }
}
