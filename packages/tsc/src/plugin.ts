/**
 * A program of TypeScript, tracked as it is emitted:
 *
 *   ts-patch ─▶ plugin ─▶ form/     as a source transformer, or as a transformer of the program
 *                          ├─▶ track/     the files, the plan of each, the module format that each is emitted in
 *                          ├─▶ emit/      transformer ─▶ emit-tree ─▶ graft: the plan, written into TypeScript's own tree
 *                          └─▶ report/    problems as diagnostics; what only the whole configuration tells
 *   tsserver ─▶ plugin ─▶ editor/   the same plan, in what the language server answers
 *   emit/, editor/ ─▶ bound-parameters    what the parameters of a function bind
 */
import type ts from 'typescript';

import { languageServicePlugin } from './editor/language-service.ts';
import type { PluginOptions } from './track/plugin-options.ts';
import { type Extras, transformSource } from './form/source-form.ts';
import { transformProgram } from './form/program-form.ts';

/**
 * The transformer that ts-patch loads, in either of its forms, and the plugin that TypeScript's language server loads.
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
export function budTrack(server: { readonly typescript: typeof ts }): ts.server.PluginModule;
export function budTrack(
  program: ts.Program | { readonly typescript: typeof ts },
  ...given: [] | [PluginOptions, Extras] | [ts.CompilerHost | undefined, PluginOptions, Pick<Extras, 'ts'>]
): ts.TransformerFactory<ts.SourceFile> | ts.Program | ts.server.PluginModule {
  if ('typescript' in program) return languageServicePlugin(program.typescript);
  if (given.length === 0) throw new TypeError('@bud/tsc: loaded by something else than ts-patch or tsserver');
  return given.length === 2 ? transformSource(program, ...given) : transformProgram(program, given[1], given[2].ts);
}
