/**
 * A program of TypeScript, tracked as it is emitted:
 *
 *   ts-patch ─▶ plugin ─▶ form/     as a source transformer, or as a transformer of the program
 *                          ├─▶ track/     the files, the plan of each, the module format that each is emitted in
 *                          ├─▶ emit/      transformer ─▶ emit-tree ─▶ graft: the plan, written into TypeScript's own tree
 *                          └─▶ report/    problems as diagnostics; what only the whole configuration tells
 */
import type ts from 'typescript';

import type { PluginOptions } from './track/plugin-options.ts';
import { type Extras, transformSource } from './form/source-form.ts';
import { transformProgram } from './form/program-form.ts';

/**
 * The transformer that ts-patch loads, in either of its forms.
 *
 * As a source transformer it tracks what is emitted; with `"transformProgram": true` its problems are also among the
 * program's own diagnostics, wherever those are asked for: in editors, and where nothing is emitted.
 *
 * @example
 * // tsconfig.json
 * { "compilerOptions": { "plugins": [{ "transform": "@bud/tsc", "strict": true }] } }
 */
export function budTrack(
  program: ts.Program,
  entry: PluginOptions,
  extras: Extras,
): ts.TransformerFactory<ts.SourceFile>;
export function budTrack(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  entry: PluginOptions,
  extras: Pick<Extras, 'ts'>,
): ts.Program;
export function budTrack(
  program: ts.Program,
  ...given: [PluginOptions, Extras] | [ts.CompilerHost | undefined, PluginOptions, Pick<Extras, 'ts'>]
): ts.TransformerFactory<ts.SourceFile> | ts.Program {
  return given.length === 2 ? transformSource(program, ...given) : transformProgram(program, given[1], given[2].ts);
}
