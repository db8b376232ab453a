/**
 * Libraries that the program has, found by their names:
 *
 *   enableAutoTracing ─▶ packages   which there are, and what of each is instrumented
 *     ├─ load    what the program gets by `import`, and by `require`
 *     └─ autoInstrument(that)
 */
import type { LlmOptions } from '../model/options.ts';
import { autoInstrument } from '../instrument/auto-instrument.ts';
import { loadedFromProgram } from './load.ts';
import { knownLibraries, knownPackages, type KnownPackage } from './packages.ts';

/** Which libraries are looked for, and how their calls are recorded. */
export interface AutoTracingOptions extends LlmOptions {
  /** All that are known when absent: `openai`, `anthropic`, `bedrock`, `cohere`, `google-genai`, `groq`, `mistral`, `ollama`, `ai`, `langchain`, `openai-agents`, `mcp`. */
  readonly libraries?: readonly string[];
}

/** What became of a library that is installed. */
export interface TracedLibrary {
  readonly library: string;
  /** What the program imports: `openai`, `@modelcontextprotocol/client`. */
  readonly specifier: string;
  /** Why its calls are not recorded; undefined when they are. */
  readonly reason: string | undefined;
}

export interface AutoTracing {
  /** Those that are installed. */
  readonly libraries: readonly TracedLibrary[];
  /** Takes it back. A second time it does nothing. */
  stop(): void;
}

/**
 * Instruments every library that the program has installed and that `autoInstrument` takes: as it imports them, and as it
 * requires them. What a bundler has put into the program is not reached; there the option `libraries` of the plugin does it.
 * A library that cannot be loaded, or is of a version that is not known, stops none of the others. Loads each of
 * them, so call it once, before the program's own imports: `node --import @bud/llm/auto main.js` does that. Throws a
 * `TypeError` for the name of a library that is not known.
 *
 * @example
 * import { enableAutoTracing } from '@bud/llm';
 *
 * const { libraries, stop } = await enableAutoTracing({ libraries: ['openai'], captureContent: true });
 * libraries.map(({ library }) => library); // ['openai']
 * stop();
 */
export async function enableAutoTracing({ libraries, ...options }: AutoTracingOptions = {}): Promise<AutoTracing> {
  for (const library of libraries ?? [])
    if (!knownLibraries.includes(library))
      throw new TypeError(`enableAutoTracing() knows no library "${library}" (known: ${knownLibraries.join(', ')}).`);
  const wanted = knownPackages.filter(({ library }) => libraries?.includes(library) ?? true);
  const found: TracedLibrary[] = [];
  const undo: (() => void)[] = [];
  // One after the other, in the same order each time: what is loaded may look for what was loaded before.
  for (const known of wanted) {
    const traced = await trace(known, options, undo);
    if (traced !== undefined) found.push(traced);
  }
  return {
    libraries: found,
    stop() {
      for (const step of undo.splice(0)) step();
    },
  };
}

/** Undefined for one that is not installed. */
async function trace(
  { library, specifier, partOf }: KnownPackage,
  options: LlmOptions,
  undo: (() => void)[],
): Promise<TracedLibrary | undefined> {
  try {
    const modules = await loadedFromProgram(specifier);
    if (modules.length === 0) return undefined;
    for (const part of new Set(modules.map(partOf))) undo.push(autoInstrument(part, options));
    return { library, specifier, reason: undefined };
  } catch (error) {
    return { library, specifier, reason: error instanceof Error ? error.message : String(error) };
  }
}
