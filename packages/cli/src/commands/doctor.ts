import { BadInput } from '../arguments/bad-input.ts';
import { projectFlags, type Call, type Command } from '../arguments/command.ts';
import { checkBuild } from '../doctor/build.ts';
import { checkEndpoint } from '../doctor/endpoint.ts';
import type { Check } from '../doctor/check.ts';
import { checkLibraries } from '../doctor/libraries.ts';
import { checkMarks } from '../doctor/marks.ts';
import { checkPackages } from '../doctor/packages.ts';
import { checkPlugin } from '../doctor/plugin.ts';
import { formatChecks } from '../doctor/report.ts';
import { checkVariables } from '../doctor/variables.ts';
import { projectOf } from '../input/project.ts';
import { exitCodes, type ExitCode } from '../terminal/exit-code.ts';

/** `bud doctor`: what of a setup is there, and what is missing. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Checks the setup of the project: plugin, marks, build, libraries, packages, variables, endpoint',
  usage: 'bud doctor [flags]',
  about: [
    'Looks at the project in the working folder. Nothing is changed. The OTLP endpoint that variables name gets one',
    'request without spans, which takes two seconds at most; a token is sent there, and printed nowhere.',
  ],
  flags: { json: { about: 'print the findings as JSON, for other tools' }, ...projectFlags },
  examples: [
    ['bud doctor', 'the project in this folder'],
    ['bud doctor --json > setup.json', 'the same, for other tools'],
  ],
  run: runDoctor,
};

async function runDoctor(call: Call): Promise<ExitCode> {
  const { paths, folder, flags, terminal } = call;
  if (paths.length > 0) throw new BadInput('`bud doctor` takes no files', 'Run it in the folder of the project.');
  const { checks: variables, receiver } = await checkVariables(call);
  const checks: readonly Check[] = [
    checkPlugin(folder),
    ...(await checkMarks(call, projectOf(call))),
    ...checkBuild(folder),
    ...checkLibraries(folder),
    ...checkPackages(folder),
    ...variables,
    ...(receiver === undefined ? [] : [await checkEndpoint(receiver)]),
  ];
  terminal.out.write(
    flags.has('json') ? `${JSON.stringify({ findings: checks }, null, 2)}\n` : formatChecks(checks, terminal.outColors),
  );
  return checks.some(({ result }) => result === 'broken') ? exitCodes.problems : exitCodes.fine;
}
