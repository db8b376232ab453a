/**
 * SWC's interface, with tracking in front of it:
 *
 *   transform(source, options)
 *     ─▶ track/      the project, opened once per object of options; marks and rules become call sites
 *     ─▶ compile/    SWC's own transform; its map, chained with that of the change and that of the file
 *     ─▶ problems: given back, or thrown when strict
 *   jest.ts puts Jest's interface before the same, node/ Node's hooks.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import type { Problem } from '@bud/transform';

import { instrumentInput, type TransformOptions } from './track/instrument-input.ts';
import * as swc from './compile/swc.ts';

/** What SWC gives back, and what is wrong with the marks of the file. */
export interface TransformOutput extends swc.Output {
  readonly problems: readonly Problem[];
}

/**
 * SWC's `transform` for tracked code: marks and rules become call sites before SWC sees the source. Source maps, an input map
 * included, lead from the output to the first source. A program that is already parsed goes through untracked.
 *
 * Rejects with a `ProblemsError` when there are problems and `track.strict` is set, and with what SWC rejects with.
 *
 * @example
 * const { code, map, problems } = await transform('/** @track *\/ export const one = () => 1;', { filename: 'src/one.js' });
 */
export async function transform(
  source: string | swc.Program,
  options: TransformOptions = {},
): Promise<TransformOutput> {
  const input = instrumentInput(source, options);
  const output = input.finish(await swc.transform(input.source, input.options));
  return { ...output, problems: input.problems };
}

/**
 * {@link transform}, at once.
 *
 * @example
 * const { code } = transformSync(source, { filename: 'src/ask.ts', jsc: { parser: { syntax: 'typescript' } }, track: {} });
 */
export function transformSync(source: string | swc.Program, options: TransformOptions = {}): TransformOutput {
  const input = instrumentInput(source, options);
  return { ...input.finish(swc.transformSync(input.source, input.options)), problems: input.problems };
}

/**
 * {@link transform} of a file.
 *
 * @example
 * const { code } = await transformFile('src/ask.ts', { jsc: { parser: { syntax: 'typescript' } } });
 */
export async function transformFile(path: string, options: TransformOptions = {}): Promise<TransformOutput> {
  return await transform(await readFile(path, 'utf8'), { ...options, filename: path });
}

/**
 * {@link transformFile}, at once.
 *
 * @example
 * const { code } = transformFileSync('src/ask.ts', { jsc: { parser: { syntax: 'typescript' } } });
 */
export function transformFileSync(path: string, options: TransformOptions = {}): TransformOutput {
  return transformSync(readFileSync(path, 'utf8'), { ...options, filename: path });
}
