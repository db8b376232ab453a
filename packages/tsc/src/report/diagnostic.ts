/**
 * Problems, where TypeScript's own go:
 *
 *   of a file ─▶ diagnostic ─ strict ─▶ an error among TypeScript's, which fails the build
 *                           └ else ───▶ a warning, printed beside them, which fails nothing
 *   of the configuration ─▶ configuration    there is no file to list it with: printed or, when strict, thrown
 */
import { headline } from '@bud/project';
import type { Problem } from '@bud/transform';
import type ts from 'typescript';

/** A problem as TypeScript prints it: `src/pay.ts:12:4 - warning TS104: BUD104 unknown key "typ" in @track. …`. */
export function diagnosticOf(
  problem: Problem,
  file: ts.SourceFile | undefined,
  isStrict: boolean,
  { DiagnosticCategory }: typeof ts,
): ts.Diagnostic {
  return {
    category: isStrict ? DiagnosticCategory.Error : DiagnosticCategory.Warning,
    code: Number(problem.code.slice('BUD'.length)),
    source: 'bud',
    messageText: headline(problem),
    file,
    start: file === undefined ? undefined : problem.start,
    length: file === undefined ? undefined : problem.end - problem.start,
  };
}

/**
 * Prints warnings where TypeScript prints its own diagnostics. They are kept out of its list, where any entry, of whatever
 * category, makes `tsc` exit with an error and `noEmitOnError` emit nothing.
 */
export function printWarnings(warnings: readonly ts.Diagnostic[], program: ts.Program, typescript: typeof ts): void {
  if (warnings.length === 0) return;
  const { sys } = typescript;
  const isPretty = program.getCompilerOptions()['pretty'] ?? isColoredByTypeScript(typescript);
  const format = isPretty === true ? typescript.formatDiagnosticsWithColorAndContext : typescript.formatDiagnostics;
  const message = format(warnings, {
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getCanonicalFileName: (name) => name,
    getNewLine: () => sys.newLine,
  });
  // Where tsc is a library, standard output belongs to the program that runs in it.
  if (isCommandLine(typescript)) sys.write(message);
  else process.stderr.write(message);
}

/** As TypeScript 6 decides, whose own diagnostics stand around these. */
function isColoredByTypeScript({ sys }: typeof ts): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return !NO_COLOR && (Boolean(FORCE_COLOR) || sys.writeOutputIsTTY?.() === true);
}

/** True in the language server of an editor, where diagnostics are shown and make nothing fail. */
export function isEditor(): boolean {
  return /[\\/]_?tsserver\.js$/.test(process.argv[1] ?? '');
}

/** True in `tspc`; false where a tool loaded TypeScript as a library. */
export function isCommandLine({ sys }: typeof ts): boolean {
  return /[\\/]_?tsc\.js$/.test(sys.getExecutingFilePath());
}
