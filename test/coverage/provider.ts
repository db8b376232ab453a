import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CoverageMap } from 'istanbul-lib-coverage';
import v8 from '@vitest/coverage-v8';
import { V8CoverageProvider } from '@vitest/coverage-v8/dist/provider.js';
import type { CoverageProviderModule, ReportContext, Vitest } from 'vitest/node';
import { linesOfChildren } from './children.ts';

/** Where processes that tests start leave what V8 counted in them; `inherit.ts` tells them. */
const folder = fileURLToPath(new URL('../../node_modules/.bud/coverage', import.meta.url));

/**
 * Vitest's own coverage, of the TypeScript that runs in its workers, and with it the lines that ran as published
 * JavaScript in processes that tests start: the command line, the compiler plugin and the loader run nowhere else.
 *
 *   workers   → V8 → vitest, which knows the source maps of what it compiled → statements ┐
 *   processes → V8 → NODE_V8_COVERAGE → children.ts, through dist's source maps → lines    ┴→ lines per package
 */
class Provider extends V8CoverageProvider {
  override initialize(vitest: Vitest): void {
    super.initialize(vitest);
    rmSync(folder, { recursive: true, force: true });
    process.env['BUD_CHILD_COVERAGE'] = folder;
  }

  override async generateCoverage(context: ReportContext): Promise<CoverageMap> {
    const map = await super.generateCoverage(context);
    const lines = await linesOfChildren(folder);
    for (const file of map.files()) {
      const ran = lines.get(file);
      if (ran === undefined) continue;
      const { statementMap, s } = map.fileCoverageFor(file).data;
      for (const [id, { start }] of Object.entries(statementMap)) if (s[id] === 0 && ran.has(start.line)) s[id] = 1;
    }
    return map;
  }

  override async generateReports(map: CoverageMap, allTestsRun: boolean | undefined): Promise<void> {
    process.stdout.write(`\n${textOf(map)}\n`);
    // A part of the tests covers a part of the lines.
    const all = await this.ctx.globTestSpecifications();
    if (this.ctx.state.getTestModules().length < all.length) return;
    await super.generateReports(map, allTestsRun);
  }
}

function textOf(map: CoverageMap): string {
  const sums = new Map<string, { covered: number; total: number }>();
  for (const file of map.files()) {
    const [, name = ''] = /\/packages\/([^/]+)\//.exec(file) ?? [];
    const { covered, total } = map.fileCoverageFor(file).toSummary().lines;
    const sum = sums.get(name) ?? { covered: 0, total: 0 };
    sums.set(name, { covered: sum.covered + covered, total: sum.total + total });
  }
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ['Lines covered', ...rows.map(([name, sum]) => lineOf(name, sum))].join('\n');
}

function lineOf(name: string, { covered, total }: { readonly covered: number; readonly total: number }): string {
  const share = ((100 * covered) / total).toFixed(1);
  return `${name.padEnd(12)}${share.padStart(6)} %  ${covered} of ${total}`;
}

const provider: CoverageProviderModule = { ...v8, getProvider: () => Promise.resolve(new Provider()) };
export { provider as default };
