import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A map that is larger is not read: an exception must not hold the program up. */
const mostBytes = 20_000_000;
/** The comment that names the map is the last line of a file. */
const tailBytes = 1024;
/** Files that are remembered, with and without a map. */
const mostFiles = 500;

interface FoundMap {
  readonly map: SourceMap;
  readonly url: URL;
}

const maps = new Map<string, FoundMap | undefined>();

// `    at plan (/app/dist/main.js:1:234)`, `    at async file:///app/dist/main.js:1:234`
const frame = /^(\s*at (?:.*\(|(?:async )?))((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)(\)?)$/gm;

/**
 * A stack in which the places in files that have a source map beside them are those in the sources:
 *
 *   at plan (/app/dist/main.js:1:234)  ─▶  at plan (/app/src/agent.ts:12:5)
 */
export function mapStack(stack: string): string {
  return stack.replace(frame, (line, before: string, file: string, row: string, column: string, after: string) => {
    const place = originalPlace(file, Number(row), Number(column));
    return place === undefined ? line : before + place + after;
  });
}

function originalPlace(file: string, line: number, column: number): string | undefined {
  const found = mapOf(file.startsWith('file:') ? fileURLToPath(file) : file);
  // The map counts from 0, a stack from 1.
  const entry = found?.map.findEntry(line - 1, column - 1);
  if (found === undefined || entry === undefined || !('originalSource' in entry)) return undefined;
  const source = URL.canParse(entry.originalSource, found.url.href)
    ? new URL(entry.originalSource, found.url)
    : undefined;
  const shown = source?.protocol === 'file:' ? fileURLToPath(source) : entry.originalSource;
  return `${shown}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(file: string): FoundMap | undefined {
  if (maps.has(file)) return maps.get(file);
  if (maps.size >= mostFiles) maps.clear();
  const found = readMap(file);
  maps.set(file, found);
  return found;
}

/** Undefined where there is none, or none that can be read: then the stack stays as it is. */
function readMap(file: string): FoundMap | undefined {
  try {
    const name = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(tailOf(file))?.[1];
    if (name === undefined || name.startsWith('data:')) return undefined;
    const url = new URL(name, pathToFileURL(file));
    if (url.protocol !== 'file:' || statSync(url).size > mostBytes) return undefined;
    // Proof of the cast: what is no map makes an error here, or finds nothing.
    return { map: new SourceMap(JSON.parse(readFileSync(url, 'utf8')) as SourceMapPayload), url };
  } catch {
    return undefined;
  }
}

function tailOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const tail = Buffer.alloc(tailBytes);
    const start = Math.max(fstatSync(opened).size - tailBytes, 0);
    return tail.toString('utf8', 0, readSync(opened, tail, 0, tailBytes, start));
  } finally {
    closeSync(opened);
  }
}
