import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CoverageMap } from 'istanbul-lib-coverage';
import { V8CoverageProvider } from '@vitest/coverage-v8/dist/provider.js';
import type { ReportContext, Vitest } from 'vitest/node';
import { linesOfPublished } from './published.ts';

/** Where processes that tests start leave what V8 counted in them; `inherit.ts` tells them. */
const folder = fileURLToPath(new URL('../../node_modules/.bud/coverage', import.meta.url));

/**
 * Vitest's own coverage, of the TypeScript that runs in its workers, and with it the lines that ran as published
 * JavaScript in processes that tests start: the command line, the compiler plugin and the loader run nowhere else.
 *
 *   workers   → V8 → Vitest, which knows the source maps of what it compiled → statements ┐
 *     … dist  → provider.ts        ┐                                                       │
 *   processes → NODE_V8_COVERAGE   ┴→ published.ts, through dist's source maps → lines     ┴→ lines per package
 */
export class MergedProvider extends V8CoverageProvider {
  override initialize(vitest: Vitest): void {
    super.initialize(vitest);
    rmSync(folder, { recursive: true, force: true });
    process.env['BUD_CHILD_COVERAGE'] = folder;
  }

  /** Workers load the module that these name, which is ours. */
  override resolveOptions(): ReturnType<V8CoverageProvider['resolveOptions']> {
    return { ...super.resolveOptions(), provider: 'custom' };
  }

  override async generateCoverage(context: ReportContext): Promise<CoverageMap> {
    const map = await super.generateCoverage(context);
    const lines = await linesOfPublished(folder);
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

/** What every package has to reach, and then how far its files are. */
const minimum = 90;

interface Lines {
  readonly covered: number;
  readonly total: number;
}

/** One line for each package; below one that is short of the minimum, those of its files that are. */
function textOf(map: CoverageMap): string {
  const packages = new Map<string, Map<string, Lines>>();
  for (const path of map.files()) {
    const [, name = '', file = ''] = /\/packages\/([^/]+)\/src\/(.+)/.exec(path) ?? [];
    const files = packages.get(name) ?? new Map<string, Lines>();
    packages.set(name, files.set(file, map.fileCoverageFor(path).toSummary().lines));
  }
  const rows = [...packages].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ['Lines covered', ...rows.flatMap(([name, files]) => linesOf(name, files))].join('\n');
}

function linesOf(name: string, files: ReadonlyMap<string, Lines>): readonly string[] {
  const all = [...files.values()];
  const whole = {
    covered: all.reduce((sum, { covered }) => sum + covered, 0),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
  const short = isShort(whole) ? [...files].filter(([, lines]) => isShort(lines)) : [];
  return [lineOf(name, whole), ...short.map(([file, lines]) => lineOf(`  ${file}`, lines))];
}

const isShort = ({ covered, total }: Lines): boolean => covered * 100 < total * minimum;

function lineOf(name: string, { covered, total }: Lines): string {
  const share = ((100 * covered) / total).toFixed(1);
  return `${name.padEnd(36)}${share.padStart(6)} %  ${covered} of ${total}`;
}
