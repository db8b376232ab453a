import type ts from 'typescript';

import { reportConfiguration } from '../report/configuration.ts';
import { diagnosticOf, isCommandLine, isEditor, printWarnings } from '../report/diagnostic.ts';
import type { PluginOptions } from '../track/plugin-options.ts';
import { trackProgram } from '../track/tracked-program.ts';
import { transformer } from '../emit/transformer.ts';

/** What a builder program asks for each file on every run, also when nothing of it is kept from the last one. Internal. */
interface DiagnosticSource {
  getProgramDiagnostics(file: ts.SourceFile): readonly ts.Diagnostic[];
}

/** Tracks what the program emits; its problems are its own diagnostics, also those of files that are not emitted. */
export function transformProgram(program: ts.Program, entry: PluginOptions, typescript: typeof ts): ts.Program {
  const tracked = trackProgram(program, entry, typescript);
  const { files, isStrict, mistake } = tracked;
  if (mistake !== null) return failing(program, diagnosticOf(mistake, undefined, true, typescript));
  const diagnosticsOf = (file: ts.SourceFile): readonly ts.Diagnostic[] =>
    tracked.planOf(file).problems.map((problem) => diagnosticOf(problem, file, isStrict, typescript));
  const isListed = isStrict || isEditor();
  const unwarned = new Set(isListed ? [] : files);
  const warnOf = (file: ts.SourceFile): void => {
    if (unwarned.delete(file)) printWarnings(diagnosticsOf(file), program, typescript);
  };
  if (isListed) addDiagnostics(program, new Set(files), diagnosticsOf);
  if (isCommandLine(typescript)) {
    reportConfiguration(tracked, program, typescript);
    files.forEach(warnOf);
  }
  addTransformer(
    program,
    transformer(tracked, program, typescript, {
      planned: warnOf,
      // Transformers of this form run before all others; what has changed a file nevertheless is said when it shows.
      lost: (file, problem) => printWarnings([diagnosticOf(problem, file, false, typescript)], program, typescript),
    }),
  );
  return program;
}

/** The program as it is, with an error about its options. */
function failing(program: ts.Program, mistake: ts.Diagnostic): ts.Program {
  const getOptionsDiagnostics = program.getOptionsDiagnostics.bind(program);
  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), mistake];
  return program;
}

function addDiagnostics(
  program: ts.Program & Partial<DiagnosticSource>,
  files: ReadonlySet<ts.SourceFile>,
  problemsOf: (file: ts.SourceFile) => readonly ts.Diagnostic[],
): void {
  const getSemanticDiagnostics = program.getSemanticDiagnostics.bind(program);
  const getProgramDiagnostics = program.getProgramDiagnostics?.bind(program);
  program.getSemanticDiagnostics = (file, ...rest) => {
    const asked = file === undefined ? [...files] : [file].filter((each) => files.has(each));
    return [...getSemanticDiagnostics(file, ...rest), ...asked.flatMap(problemsOf)];
  };
  if (getProgramDiagnostics === undefined) return;
  program.getProgramDiagnostics = (file) => [
    ...getProgramDiagnostics(file),
    ...(files.has(file) ? problemsOf(file) : []),
  ];
}

function addTransformer(program: ts.Program, before: ts.TransformerFactory<ts.SourceFile>): void {
  const emit = program.emit.bind(program);
  program.emit = (file, writeFile, token, isDeclarationsOnly, transformers, ...rest) => {
    const own = { ...transformers, before: [before, ...(transformers?.before ?? [])] };
    return emit(file, writeFile, token, isDeclarationsOnly, own, ...rest);
  };
}
