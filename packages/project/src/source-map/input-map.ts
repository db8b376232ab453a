/**
 * The maps of files that something else has written:
 *
 *   code ─ //# sourceMappingURL=… ─▶ input-map ─▶ the map, from inside the file or beside it
 *     ├─▶ chained with the map of our change, for hosts that read one map per file
 *     └─▶ map-origin    where each position was written: spans name it, and lost marks are looked for there
 *   trace ─ the only door to trace-mapping
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import {
  decodedMappings,
  encodedMap,
  FlattenMap,
  presortedDecodedMap,
  traceSegment,
  type DecodedSourceMap,
  type SourceMapSegment,
  type TraceMap,
} from './trace.ts';

// ECMA-426, source map comments: the last one counts.
const comments = /^\/\/[#@] sourceMappingURL=(?<url>\S+)\s*$/dgm;
const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/;

/** The map that a file came with, as compilers leave one inside or beside their output. */
export interface InputMap {
  readonly json: string;
  /** Absolute; `null` when the map is inside the file. */
  readonly path: string | null;
}

/** Where a file says its map is: the range of the address, or of the map itself; `null` when it has none. */
export function mapAddress(code: string): readonly [start: number, end: number] | null {
  return [...code.matchAll(comments)].at(-1)?.indices?.groups?.['url'] ?? null;
}

/**
 * Reads the map that a file came with; `null` when it names none. Throws when it names one that cannot be read, with the
 * file system's error.
 */
export function readInputMap(code: string, file: string): InputMap | null {
  const range = mapAddress(code);
  if (range === null) return null;
  const url = code.slice(...range);
  const [, base64, data] = inline.exec(url) ?? [];
  if (data !== undefined) {
    const json = base64 === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString();
    return { json, path: null };
  }
  // Compilers encode spaces and the like; what is not a file, `https://…`, cannot be read either.
  const path = fileURLToPath(new URL(url, pathToFileURL(file)));
  return { json: readFileSync(path, 'utf8'), path };
}

/**
 * The map that a file came with, as JSON; `undefined` where it names none, or one that is missing or broken, which is
 * common in packages: bundlers go on without it as well.
 */
export function inputMapOf(code: string, file: string): string | undefined {
  try {
    const json = readInputMap(code, file)?.json;
    return json !== undefined && isSourceMap(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isSourceMap(json: string): boolean {
  // Throws for what it cannot trace.
  return FlattenMap(json).version === 3;
}

/**
 * Chains the map of a change to a file with the map that the file came with, where that is of use. Other hosts chain by
 * themselves; esbuild reads one map per file.
 *
 * Gives a map, as JSON, from the changed file to the first source that is known.
 */
export function chainInputMap(map: string, code: string, file: string): string {
  const earlier = inputMapOf(code, file);
  return earlier === undefined ? map : chainMaps(map, earlier);
}

/**
 * A map, as JSON, from what `map` leads from to what `earlier` leads to. Throws when one of them is broken.
 *
 * Every position that leads nowhere stays one: coverage tools that find none right there take the next one to the right.
 */
export function chainMaps(map: string, earlier: string): string {
  const [later, first] = [FlattenMap(map), FlattenMap(earlier)];
  const { resolvedSources, sourcesContent, ignoreList } = first;
  const chained: DecodedSourceMap = {
    version: 3,
    file: later.file ?? null,
    names: [...first.names, ...later.names],
    sources: resolvedSources,
    ...(sourcesContent && { sourcesContent }),
    ...(ignoreList && { ignoreList }),
    mappings: decodedMappings(later).map((segments) => segments.flatMap((segment) => traced(segment, first))),
  };
  return JSON.stringify(encodedMap(presortedDecodedMap(chained)));
}

/** A segment of the later map, leading to what the first one leads to; nothing where that knows nothing of its position. */
function traced(segment: SourceMapSegment, first: TraceMap): SourceMapSegment[] {
  const [generated] = segment;
  if (segment.length === 1) return [[generated]];
  const found = traceSegment(first, segment[2], segment[3]);
  if (found === null) return [];
  if (found.length === 1) return [[generated]];
  const [, source, line, column] = found;
  if (found.length === 5) return [[generated, source, line, column, found[4]]];
  if (segment.length === 5) return [[generated, source, line, column, first.names.length + segment[4]]];
  return [[generated, source, line, column]];
}
