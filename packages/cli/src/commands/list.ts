import { formatTable } from '../list/list-table.ts';
import { projectFlags, type Call, type Command } from '../arguments/command.ts';
import { exitCodeOf, type ExitCode } from '../terminal/exit-code.ts';
import { projectOf } from '../input/project.ts';
import { printProblems } from '../terminal/print-problems.ts';
import { createProgress } from '../terminal/progress.ts';
import { listFunctions } from '../list/listed-function.ts';
import { misspelledTypes } from '../list/misspelled-type.ts';

/** `bud list`: every tracked function of a project. */
export const listCommand: Command = {
  name: 'list',
  summary: 'Lists every tracked function with its name, type, location and shape',
  usage: 'bud list [files or folders] [flags]',
  about: [
    'Reads source files: by default everything below the working folder except node_modules, whatever a .gitignore names,',
    'folders whose names begin with a dot, and generated JavaScript (files with a source map, and instrumented ones).',
  ],
  flags: {
    type: { value: 'type', about: 'only functions of these types, separated by commas' },
    json: { about: 'print the sites as JSON, for other tools' },
    ...projectFlags,
  },
  examples: [
    ['bud list', 'all functions of the project'],
    ['bud list src/agents', 'those below a folder'],
    ['bud list --type llm,tool', 'those of two types'],
    ['bud list --json > sites.json', 'all call sites, as JSON'],
  ],
  run: runList,
};

async function runList(call: Call): Promise<ExitCode> {
  const { terminal, flags } = call;
  const progress = createProgress(terminal.err, 'reading');
  const listed = await listFunctions(call, projectOf(call), progress);
  const types = flags.get('type');
  const wanted = typeof types === 'string' ? types.split(',') : null;
  const functions = listed.functions.filter(({ type = '' }) => wanted?.includes(type) !== false);
  const problems = [...listed.problems, ...misspelledTypes(wanted ?? [], listed.functions)];
  progress.end();
  terminal.out.write(
    flags.has('json') ? `${JSON.stringify({ functions }, null, 2)}\n` : formatTable(functions, terminal.outColors),
  );
  printProblems(terminal, problems);
  return exitCodeOf(problems);
}
