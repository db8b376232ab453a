/**
 * The two forms of a transformer. What they emit is the same, what they report differs:
 *
 *   "transform"                             ─▶ source-form     diagnostics of the emit
 *   "transform", "transformProgram": true   ─▶ program-form    diagnostics of the program: in editors, and without an emit
 *     both: track/ the plan ─▶ emit/ written ─▶ report/ said
 */
import type { Problem } from '@bud/transform';
import type ts from 'typescript';

import { reportConfiguration } from '../report/configuration.ts';
import { diagnosticOf, isCommandLine, printWarnings } from '../report/diagnostic.ts';
import type { PluginOptions } from '../track/plugin-options.ts';
import { type TrackedProgram, trackProgram } from '../track/tracked-program.ts';
import { transformer } from '../emit/transformer.ts';

/** What ts-patch hands to a source transformer, as far as it is used here. */
export interface Extras {
  readonly ts: typeof ts;
  readonly diagnostics: readonly ts.Diagnostic[];
  readonly addDiagnostic: (diagnostic: ts.Diagnostic) => number;
  readonly removeDiagnostic: (index: number) => void;
}

/** ts-patch asks anew for every file that an incremental build emits, with the same program. */
interface Emitted {
  readonly tracked: TrackedProgram;
  /** The errors that are in ts-patch's list because of the last emit. */
  readonly errors: Set<ts.Diagnostic>;
  readonly warned: Set<ts.SourceFile>;
}

const emittedPrograms = new WeakMap<ts.Program, Emitted>();

/** Tracks what the program emits; problems are diagnostics of that emit. */
export function transformSource(
  program: ts.Program,
  entry: PluginOptions,
  extras: Extras,
): ts.TransformerFactory<ts.SourceFile> {
  const emitted = emittedPrograms.get(program) ?? open(program, entry, extras.ts);
  const { tracked, errors, warned } = emitted;
  forget(errors, extras);
  const addErrors = (found: readonly ts.Diagnostic[]): void => {
    for (const error of found) {
      errors.add(error);
      extras.addDiagnostic(error);
    }
  };
  const say = (file: ts.SourceFile, problems: readonly Problem[]): void => {
    const found = problems.map((problem) => diagnosticOf(problem, file, tracked.isStrict, extras.ts));
    if (tracked.isStrict) addErrors(found);
    else printWarnings(found, program, extras.ts);
  };
  const planned = (file: ts.SourceFile): void => {
    if (warned.has(file)) return;
    if (!tracked.isStrict) warned.add(file);
    say(file, tracked.planOf(file).problems);
  };
  if (tracked.mistake !== null) addErrors([diagnosticOf(tracked.mistake, undefined, true, extras.ts)]);
  const { noEmit, emitDeclarationOnly } = program.getCompilerOptions();
  // No transformer runs then.
  if (noEmit === true || emitDeclarationOnly === true) tracked.files.forEach(planned);
  return transformer(tracked, program, extras.ts, { planned, lost: (file, problem) => say(file, [problem]) });
}

function open(program: ts.Program, entry: PluginOptions, typescript: typeof ts): Emitted {
  const emitted = {
    tracked: trackProgram(program, entry, typescript),
    errors: new Set<ts.Diagnostic>(),
    warned: new Set<ts.SourceFile>(),
  };
  emittedPrograms.set(program, emitted);
  if (isCommandLine(typescript)) reportConfiguration(emitted.tracked, program, typescript);
  return emitted;
}

/**
 * Incremental builds keep what an emit reports with the file that was emitted. Left in the list, an error of one file would
 * be kept with the next one too, and come back for as long as that one does not change.
 */
function forget(errors: Set<ts.Diagnostic>, { diagnostics, removeDiagnostic }: Extras): void {
  for (let index = diagnostics.length - 1; index >= 0; index--) {
    const diagnostic = diagnostics[index];
    if (diagnostic !== undefined && errors.has(diagnostic)) removeDiagnostic(index);
  }
  errors.clear();
}
