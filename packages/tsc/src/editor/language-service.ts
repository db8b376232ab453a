/**
 * What TypeScript's language server answers about tracking, beside what it answers anyway:
 *
 *   tsserver ─▶ language-service ─┬─ diagnostics     problems of the file, as warnings
 *                                 ├─ hover           what a mark or a tracked name records: tracked-function
 *                                 └─ completion      keys and values inside of a mark: mark-completion
 *     all of them: plan-source ─ the plan of a file as it is in the editor
 */
import type ts from 'typescript';

import { diagnosticOf } from '../report/diagnostic.ts';
import type { PluginOptions } from '../track/plugin-options.ts';
import { markCompletions } from './mark-completion.ts';
import { createPlanSource } from './plan-source.ts';
import { trackedFunctionAt } from './tracked-function.ts';

/** The plugin that TypeScript's language server loads by `"name": "@bud/tsc"`. */
export function languageServicePlugin(typescript: typeof ts): ts.server.PluginModule {
  return {
    create: ({ languageService, config }) => trackedService(languageService, config as PluginOptions, typescript), // the entry
  };
}

function trackedService(service: ts.LanguageService, entry: PluginOptions, typescript: typeof ts): ts.LanguageService {
  const plans = createPlanSource(service, entry, typescript);
  return {
    ...service,
    getSemanticDiagnostics(fileName) {
      const own = service.getSemanticDiagnostics(fileName);
      const planned = plans.planOf(fileName);
      // The program form of the transformer may have said it, where ts-patch has patched the server.
      if (planned === null || own.some(({ source }) => source === 'bud')) return own;
      const { file, problems, isStrict } = planned;
      return [...own, ...problems.map((problem) => diagnosticOf(problem, file, isStrict, typescript))];
    },
    getQuickInfoAtPosition(fileName, position, ...rest) {
      const own = service.getQuickInfoAtPosition(fileName, position, ...rest);
      const tracked = trackedFunctionAt(fileName, position, service, plans);
      if (tracked === null) return own;
      return withNote(own, `Tracked: ${tracked.summary}.`, tracked.span, typescript);
    },
    getCompletionsAtPosition(fileName, position, ...rest) {
      const file = service.getProgram()?.getSourceFile(fileName);
      const comment = service.getSpanOfEnclosingComment(fileName, position, false);
      const entries =
        file === undefined || comment === undefined ? null : markCompletions(file, comment, position, typescript);
      if (entries === null) return service.getCompletionsAtPosition(fileName, position, ...rest);
      return {
        isGlobalCompletion: false,
        isMemberCompletion: false,
        isNewIdentifierLocation: true,
        entries: [...entries],
      };
    },
  };
}

/** What is shown where the mouse rests, with a sentence of ours below what TypeScript says. */
function withNote(
  own: ts.QuickInfo | undefined,
  text: string,
  textSpan: ts.TextSpan,
  typescript: typeof ts,
): ts.QuickInfo {
  const note: ts.SymbolDisplayPart = { kind: 'text', text };
  if (own === undefined)
    return { kind: typescript.ScriptElementKind.unknown, kindModifiers: '', textSpan, documentation: [note] };
  const said = own.documentation ?? [];
  const between: readonly ts.SymbolDisplayPart[] = said.length > 0 ? [{ kind: 'text', text: '\n\n' }] : [];
  return { ...own, documentation: [...said, ...between, note] };
}
