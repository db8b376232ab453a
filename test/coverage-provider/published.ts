import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import v8ToIstanbul from 'v8-to-istanbul';

const published = new URL('../../packages/', import.meta.url).href;

/** The lines of our sources that ran as published JavaScript, by file: every process left a report in the folder. */
export async function linesOfPublished(folder: string): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const lines = new Map<string, Set<number>>();
  if (!existsSync(folder)) return lines;
  for (const [url, runs] of functionsByScript(folder)) {
    for (const [source, ran] of await linesThatRan(fileURLToPath(url), runs)) {
      lines.set(source, new Set([...(lines.get(source) ?? []), ...ran]));
    }
  }
  return lines;
}

type Functions = Profiler.FunctionCoverage[];

/** What V8 counted in each of our published files, once for every process that differs. */
function functionsByScript(folder: string): ReadonlyMap<string, ReadonlyMap<string, Functions>> {
  const scripts = new Map<string, Map<string, Functions>>();
  for (const file of readdirSync(folder)) {
    // Proof of the cast: Node writes what V8's protocol gives.
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profiler.TakePreciseCoverageReturnType;
    for (const { url, functions } of result) {
      if (!url.startsWith(published) || !url.includes('/dist/')) continue;
      const runs = scripts.get(url) ?? new Map<string, Functions>();
      scripts.set(url, runs.set(shapeOf(functions), functions));
    }
  }
  return scripts;
}

/** Counts do not matter, only what ran: most processes agree. */
function shapeOf(functions: Functions): string {
  return JSON.stringify(functions.map(({ ranges }) => ranges.map((range) => [range.startOffset, range.count > 0])));
}

async function linesThatRan(
  path: string,
  runs: ReadonlyMap<string, Functions>,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const ran = new Map<string, Set<number>>();
  for (const functions of runs.values()) {
    const script = v8ToIstanbul(path);
    await script.load();
    script.applyCoverage(functions);
    for (const { path: source, statementMap, s } of Object.values(script.toIstanbul())) {
      const lines = ran.get(source) ?? new Set();
      for (const [id, { start }] of Object.entries(statementMap)) if ((s[id] ?? 0) > 0) lines.add(start.line);
      ran.set(source, lines);
    }
  }
  return ran;
}
