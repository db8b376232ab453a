import type { SpanData } from '@bud/trace';
import type { Counted } from '../inside/counts.ts';
import { globSource } from './glob.ts';
import type { Wishes } from './guest.ts';

/** What is recorded of a process, and within which limits. */
export interface AttachOptions {
  /** Records calls, or only counts them, which reads no argument; `spans` when absent. */
  readonly mode?: 'spans' | 'counts';
  /** Globs of names, such as `Agent.*`: only these functions; all when absent. */
  readonly only?: readonly string[];
  /** Globs of files, as the build names them. */
  readonly files?: readonly string[];
  /** Types of functions, such as `llm`. */
  readonly types?: readonly string[];
  /** Spans in a second, in each process; further calls in it make none, and are counted. 1,000 when absent. */
  readonly maxPerSecond?: number;
  /** Spans in each process, after which the recorder leaves it; 10,000 when absent. */
  readonly maxSpans?: number;
}

/** What is told while a recording goes on. */
export interface AttachListener {
  spans?(spans: readonly SpanData[]): void;
  counts?(counts: readonly Counted[], where: string): void;
  /** Something that a person wants to know, in a sentence. */
  said?(sentence: string): void;
}

export function wishesOf({ mode = 'spans', only = [], files = [], types = [], ...limits }: AttachOptions): Wishes {
  const { maxPerSecond = 1000, maxSpans = 10_000 } = limits;
  return { mode, functions: only.map(globSource), files: files.map(globSource), types, maxPerSecond, maxSpans };
}
