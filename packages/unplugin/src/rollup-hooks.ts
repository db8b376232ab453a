import {
  createFileCompiler,
  type FileCompiler,
  isInstalledFor,
  missingRuntimeProblem,
  type ProjectOptions,
  transformFilter,
  type TransformFilter,
} from '@bud/project';
import type { Instrumented } from '@bud/transform';

import { createReporter, type Printed, type ReportContext } from './rollup-report.ts';

/** What Rollup, Rolldown and Vite agree on in the `this` of a hook, as far as it is used here. */
interface HookContext extends ReportContext {
  readonly meta: { readonly watchMode?: boolean };
  resolve(source: string, importer: string): Promise<object | null>;
  getModuleIds(): Iterable<string>;
}

type Transformed = Pick<Instrumented, 'code'> & { readonly map: NonNullable<Instrumented['map']> };

/** The hooks that the Rollup-like hosts share. */
interface RollupHooks {
  buildStart(options: object): void;
  readonly transform: {
    readonly order: 'pre';
    readonly filter: TransformFilter;
    handler(this: HookContext, code: string, id: string): Promise<Transformed | null>;
  };
  watchChange(id: string): void;
  buildEnd(this: HookContext, error?: Error): void;
}

/** Vite before its eighth version has no `meta` here, or one without Rolldown. */
interface ViteContext {
  readonly meta?: { readonly rolldownVersion?: string };
}

/** The hooks of Vite, which knows its root before a build starts and bundles a dev server's dependencies in advance. */
interface ViteHooks extends Omit<RollupHooks, 'buildStart'> {
  config(): { optimizeDeps: { include: string[] } };
  configResolved(this: ViteContext | undefined, config: { readonly root: string }): void;
}

/** Hooks for Rollup, and for Rolldown with `prints: 'message'`. */
export function rollupHooks(options: ProjectOptions, prints: Printed): RollupHooks {
  let compiler: FileCompiler | undefined;
  return {
    buildStart(input) {
      // Rolldown's working directory is an option; Rollup has none.
      const folder = 'cwd' in input && typeof input.cwd === 'string' ? input.cwd : process.cwd();
      compiler ??= createFileCompiler(options, folder);
    },
    ...moduleHooks(options, prints, () => (compiler ??= createFileCompiler(options, process.cwd()))),
  };
}

/** Hooks for Vite: builds, the dev server and `ssrLoadModule`. */
export function viteHooks(options: ProjectOptions): ViteHooks {
  let compiler: FileCompiler | undefined;
  return {
    // The import of the runtime is in no file on disk, so the dev server's scan for dependencies cannot find it; found
    // later, it would reload the page.
    config: () => ({ optimizeDeps: { include: [options.runtime] } }),
    configResolved({ root }) {
      // Older versions lower syntax with esbuild, which renames a lowered class that mentions itself.
      const keepsClassNames = options.written.keepsClassNames ?? this?.meta?.rolldownVersion !== undefined;
      compiler = createFileCompiler({ ...options, keepsClassNames }, root);
    },
    ...moduleHooks(options, 'message', () => (compiler ??= createFileCompiler(options, process.cwd()))),
  };
}

function moduleHooks(
  options: ProjectOptions,
  prints: Printed,
  compilerOf: () => FileCompiler,
): Pick<RollupHooks, 'transform' | 'watchChange' | 'buildEnd'> {
  const reporter = createReporter(options.strict, prints);
  let isRuntimeChecked = false;

  async function checkRuntime(context: HookContext, id: string): Promise<void> {
    if (isRuntimeChecked) return;
    isRuntimeChecked = true;
    const found = await context.resolve(options.runtime, id);
    if (found === null && !isInstalledFor(options.runtime, id)) {
      reporter.report(context, [missingRuntimeProblem(options.runtime)], '');
    }
  }

  return {
    transform: {
      order: 'pre',
      filter: transformFilter(options.rules.length > 0),
      async handler(code, id) {
        const compiler = compilerOf();
        if (!compiler.accepts(id)) return null;
        const { changed, code: instrumented, map, problems } = compiler.compile(code, id, 'esm');
        reporter.report(this, problems, id);
        if (!changed || map === null) return null;
        await checkRuntime(this, id);
        return { code: instrumented, map };
      },
    },
    watchChange(id) {
      reporter.forget(id);
    },
    buildEnd(error) {
      // While watching, a build sees only what changed.
      if (error !== undefined || this.meta.watchMode === true) return;
      reporter.report(this, compilerOf().unmatchedRules(this.getModuleIds()), '');
    },
  };
}
