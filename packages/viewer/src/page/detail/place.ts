/**
 * What is known of a span, a section each:
 *
 *   detail ─┬─ failure           why it failed; a place in each frame
 *           ├─ json-tree         arguments and result
 *           ├─ event-list        what happened, with the log records of it
 *           ├─ attribute-table   all of its attributes, and what made it
 *           └─ links             other spans
 */
import type { SpanAttributes } from '@bud/trace';

/** Where a function stands in the project. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly name: string | undefined;
}

export function placeOf(attributes: SpanAttributes): SourcePlace | undefined {
  const { 'code.file.path': file, 'code.line.number': line, 'code.function.name': name } = attributes;
  if (typeof file !== 'string' || file === '') return undefined;
  return { file, line: typeof line === 'number' ? line : 1, name: typeof name === 'string' ? name : undefined };
}

/** The parts of a stack: its frames' places can be opened. */
export function framesIn(stack: string): readonly { readonly text: string; readonly place: SourcePlace | undefined }[] {
  return stack
    .split('\n')
    .slice(0, mostFrames)
    .map((text) => ({ text, place: placeIn(text) }));
}

const mostFrames = 200;

function placeIn(frame: string): SourcePlace | undefined {
  if (frame.length > 2000) return undefined;
  const [, file, line] =
    /\(?(?:file:\/\/)?((?:[a-z]:)?[\w./\\@+ -]+\.[cm]?[jt]sx?):(\d+)(?::\d+)?\)?$/i.exec(frame.trim()) ?? [];
  return file === undefined ? undefined : { file: file.replace(/^at /, ''), line: Number(line), name: undefined };
}
