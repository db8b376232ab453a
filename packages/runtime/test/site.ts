import type { Site } from '@bud/runtime';

/** A site as the compiler writes it, with only what a test is about spelled out. */
export function site(name: string, runs: Site['runs'], inputs: readonly string[] = [], more: Partial<Site> = {}): Site {
  return { name, runs, function: name, file: 'src/a.ts', line: 3, column: 8, inputs, ...more };
}
