import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { linesOf, projectPath, type Lines, type Origin } from '@bud/transform';

import type { InputMap } from './input-map.ts';
import { FlattenMap, sourceContentFor, traceSegment, type TraceMap } from './trace.ts';

/** What a compiled file came from; `source` is the file itself when there is one and no more. */
export interface MapOrigin extends Origin {
  readonly source: MapSource | null;
}

/** One source that a map names. */
interface MapSource {
  /** Absolute. */
  readonly file: string;
  /** Project-relative. */
  readonly path: string;
  /** From the map or the disk, read when first asked for; empty when it is in neither. */
  readonly code: () => string;
  readonly lines: () => Lines;
}

/**
 * What a compiled file came from, as the map that it came with tells. Throws when that is not a source map.
 *
 * @example
 * const input = await readInputMap(code, '/app/dist/agent.js');
 * const origin = input && originOf(input, code, '/app/dist/agent.js', '/app');
 * origin?.path; // 'src/agent.ts'
 */
export function originOf(input: InputMap, code: string, file: string, root: string): MapOrigin {
  const trace = FlattenMap(input.json, pathToFileURL(input.path ?? file).href);
  const sources = trace.resolvedSources.map((url) => mapSourceOf(trace, url, root));
  const lines = linesOf(code);
  const source = sources.length === 1 ? (sources[0] ?? null) : null;
  return {
    source,
    path: source?.path ?? null,
    at(position) {
      const segment = traceSegment(trace, position.line - 1, position.column - 1);
      const source = segment === null || segment.length === 1 ? null : (sources[segment[1]] ?? null);
      if (segment === null || segment.length === 1 || source === null)
        return { file: projectPath(file, root), ...position };
      const [start, , line, column] = segment;
      const skipped = lines.line(position.line).slice(start, position.column - 1);
      const original = source.lines().line(line + 1);
      return { file: source.path, line: line + 1, column: column + 1 + copiedLength(original, column, skipped) };
    },
  };
}

/**
 * A map has no entry for every token: `export async function` is often one. Where the compiler copied the code from the
 * last entry on, the position is as far after it in the source.
 */
function copiedLength(original: string, column: number, skipped: string): number {
  return original.startsWith(skipped, column) ? skipped.length : 0;
}

/** Sources that are not files, as bundlers name them (`webpack://…`), say nothing about the project. */
function mapSourceOf(trace: TraceMap, url: string, root: string): MapSource | null {
  if (!url.startsWith('file:')) return null;
  const file = fileURLToPath(url);
  let code: string | undefined;
  let lines: Lines | undefined;
  const readOnce = (): string => (code ??= sourceContentFor(trace, url) ?? readSource(file));
  return { file, path: projectPath(file, root), code: readOnce, lines: () => (lines ??= linesOf(readOnce())) };
}

/** Published packages often name sources that are not published. */
function readSource(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
