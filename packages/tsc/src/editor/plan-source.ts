import { openProjectOnce } from '@bud/project';
import type { ModulePlan, Problem } from '@bud/transform';
import type ts from 'typescript';

import { emitFormatOf } from '../track/emit-format.ts';
import { ownOptions, type PluginOptions } from '../track/plugin-options.ts';
import { configurationMistake, outputOf, rootOf } from '../track/tracked-program.ts';

/** What is planned for a file as it is in the editor. */
interface EditedFile {
  readonly file: ts.SourceFile;
  /** `null`: the options cannot be used. */
  readonly plan: ModulePlan | null;
  readonly problems: readonly Problem[];
  readonly isStrict: boolean;
}

export interface PlanSource {
  /** `null` for files that are not tracked. */
  planOf(fileName: string): EditedFile | null;
}

/** Options are read once, when the first file is asked for; each state of a file is planned once. */
export function createPlanSource(service: ts.LanguageService, entry: PluginOptions, typescript: typeof ts): PlanSource {
  const options = ownOptions(entry);
  const planned = new WeakMap<ts.SourceFile, EditedFile>();
  return {
    planOf(fileName) {
      const program = service.getProgram();
      const file = program?.getSourceFile(fileName);
      if (program === undefined || file === undefined || file.isDeclarationFile) return null;
      const known = planned.get(file);
      if (known !== undefined) return known;
      try {
        const project = openProjectOnce(
          options,
          rootOf(program),
          process.env['BUD_TRACK'],
          outputOf(program, typescript),
        );
        if (!project.compiler.accepts(fileName)) return null;
        const plan = project.compiler.plan(file.text, fileName, emitFormatOf(file, program, typescript) ?? undefined);
        planned.set(file, { file, plan, problems: plan.problems, isStrict: project.options.strict });
      } catch (error) {
        planned.set(file, { file, plan: null, problems: [configurationMistake(error)], isStrict: true });
      }
      return planned.get(file) ?? null;
    },
  };
}
