import { readFile } from 'node:fs/promises';

import { createRuntimeCheck, type ProjectOpener } from '@bud/project';

import { reportPlainly } from '../report/plain.ts';
import { bunPreload, type BunRun } from './bun-preload.ts';

/** A file as Bun hands it over; its loader is what the ending says, or what the user chose. */
interface LoadedFile {
  readonly path: string;
  readonly loader: string;
}

/** The part of Bun's plugin interface that is used here. Types of Bun itself would bring globals along. */
interface BunBuild {
  onLoad(
    constraints: { readonly filter: RegExp; readonly namespace: string },
    load: (file: LoadedFile) => Promise<{ readonly contents: string; readonly loader: string } | undefined>,
  ): unknown;
  /** Only builds end; `bun run` with a preloaded plugin does not. */
  onEnd?(callback: () => void): unknown;
}

/**
 * Hooks for Bun: `Bun.build`, and in a preload `bun run` and `bun test`. As in esbuild a file belongs to the first plugin that returns its
 * contents, so a file that has nothing to track is left to the others.
 */
export function bunHooks(open: ProjectOpener): { setup(build: BunBuild): void } {
  return {
    setup(build) {
      // Bun's bundles rename a class that mentions itself.
      const project = open(process.cwd(), { keepsClassNames: false });
      const { compiler, options } = project;
      if (options.mode === 'off') return;
      if (build.onEnd === undefined) {
        // Proof of the cast: while a program runs, `onLoad` takes what it takes in builds, and less.
        bunPreload(build as unknown as BunRun, project);
        return;
      }
      const seen = new Set<string>();
      const checkRuntime = createRuntimeCheck();
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path, loader }) => {
        if (!compiler.accepts(path)) return undefined;
        seen.add(path);
        const { changed, code, problems } = compiler.compile(await readFile(path, 'utf8'), path, 'esm');
        reportPlainly(problems, options.strict);
        if (!changed) return undefined;
        reportPlainly(checkRuntime(compiler.gateOf(path), path), options.strict);
        // Bun takes no map along with contents. No line moves, so its own map has every line right; columns are those of
        // the tracked code.
        return { contents: code, loader };
      });
      build.onEnd(() => reportPlainly([...project.problems, ...compiler.unmatched(seen)], options.strict));
    },
  };
}
