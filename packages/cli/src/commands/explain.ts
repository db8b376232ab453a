import { packageModuleKind } from '@bud/project';
import type { Problem } from '@bud/transform';

import { BadInput } from '../arguments/bad-input.ts';
import { projectFlags, type Call, type Command } from '../arguments/command.ts';
import { exitCodeOf, type ExitCode } from '../terminal/exit-code.ts';
import { explanationOf } from '../explain/explanation.ts';
import { isEmitted, isUncompiled } from '../input/file-kind.ts';
import { findFiles } from '../input/find-files.ts';
import { readInput } from '../input/input-file.ts';
import { projectOf } from '../input/project.ts';
import { printProblems } from '../terminal/print-problems.ts';

/** `bud explain`: what the compiler makes of a file, and why. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Shows what each mark in a file reaches, which shape it gets and why, and the emitted code',
  usage: 'bud explain <files> [flags]',
  about: [
    're-enter: the function calls itself again inside the span, and that second entry runs the body.',
    'enclose: the body becomes an arrow or an inner generator inside the function.',
    'front: a component or hook stays whole, and another function stands in front of it.',
  ],
  flags: projectFlags,
  examples: [
    ['bud explain src/agent.ts', 'one file'],
    ['FORCE_COLOR=1 bud explain src/agent.ts | less -R', 'page by page, with colors'],
  ],
  run: runExplain,
};

async function runExplain(call: Call): Promise<ExitCode> {
  const { paths, folder, terminal } = call;
  if (paths.length === 0) throw new BadInput('no file was given', 'Try `bud explain src/agent.ts`.');
  const project = projectOf(call);
  const files = findFiles(paths, { folder, followsLinks: false, isWanted: () => false });
  const other = files.find(({ path }) => !isEmitted(path) && !isUncompiled(path));
  if (other !== undefined || files.length < paths.length) {
    const what =
      other === undefined
        ? '`bud explain` takes files, not folders'
        : `${other.shown} is not a JavaScript or TypeScript file`;
    throw new BadInput(what, 'Name source files; `bud list` shows a whole project.');
  }
  const found: Problem[] = [...project.problems];
  printProblems(terminal, project.problems);
  for (const file of files) {
    const { code, origin, problems } = await readInput(file, project);
    printProblems(terminal, problems);
    found.push(...problems);
    if (code === null) continue;
    const result = project.compiler.compile(code, file.path, packageModuleKind(file.path), { origin });
    terminal.out.write(explanationOf(file.shown, code, result, project.options.mode, terminal.outColors));
    printProblems(terminal, result.problems);
    found.push(...result.problems);
  }
  return exitCodeOf(found);
}
