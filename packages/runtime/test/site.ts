import type { Site } from '@bud/runtime';

/** A site as the compiler writes it, with only what a test is about spelled out. */
export function site(name: string, kind: Site['kind'], inputs: readonly string[] = [], more: Partial<Site> = {}): Site {
  return { name, kind, function: name, file: 'src/a.ts', line: 3, column: 8, inputs, ...more };
}
