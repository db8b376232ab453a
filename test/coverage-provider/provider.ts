import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

let isStarted = false;

/** Counts what this worker runs from now on; `inherit.ts` says where that is worth it. */
export async function startHere(): Promise<void> {
  isStarted = true;
  await v8.startCoverage?.({ isolate: true });
}

// Every worker loads this; what makes the report is loaded where that is made.
const provider: CoverageProviderModule = {
  ...v8,

  /** Here nobody knows yet which file of tests is to run. */
  startCoverage: () => {},

  /** Bundlers load some of our published files into the worker: they are reported as those of other processes are. */
  async takeCoverage(options) {
    if (!isStarted) return { result: [] };
    // Proof of the cast: the module that is extended gives what V8's protocol gives.
    const coverage = (await v8.takeCoverage?.(options)) as { readonly result: readonly { readonly url: string }[] };
    const result = coverage.result.filter(({ url }) => /\/packages\/[^/]+\/dist\//.test(url));
    const folder = process.env['BUD_CHILD_COVERAGE'];
    if (folder !== undefined && result.length > 0) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `worker-${randomUUID()}.json`), JSON.stringify({ result }));
    }
    return coverage;
  },

  async stopCoverage(options) {
    if (isStarted) await v8.stopCoverage?.(options);
  },

  async getProvider() {
    const { MergedProvider } = await import('./merged-provider.ts');
    return new MergedProvider();
  },
};
export { provider as default };
