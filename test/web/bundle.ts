import { build } from 'esbuild';
import { projectRoot } from '../fixtures/fixture-case.ts';

/** A program with everything it imports in one file, as a bundler makes it for a page or for Workers. */
export async function bundleForWeb(program: string, conditions: readonly string[]): Promise<string> {
  const { outputFiles, warnings } = await build({
    stdin: { contents: program, resolveDir: `${projectRoot}/packages/observe`, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: [...conditions],
    write: false,
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  return outputFiles[0]?.text ?? '';
}
