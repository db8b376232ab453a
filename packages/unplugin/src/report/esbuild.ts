import { headline, isColored } from '@bud/project';
import { linesOf, type Problem } from '@bud/transform';

import type { UnpluginOptions } from '../unplugin.ts';

export type EsbuildHooks = NonNullable<UnpluginOptions['esbuild']>;
export type EsbuildBuild = Parameters<NonNullable<EsbuildHooks['setup']>>[0];
export type Loaded = NonNullable<Awaited<ReturnType<Parameters<EsbuildBuild['onLoad']>[1]>>>;
export type BuildResult = Parameters<Parameters<EsbuildBuild['onEnd']>[0]>[0];
export type EsbuildMessage = NonNullable<Loaded['warnings']>[number];

/** Reports at the end of a build what was collected in it, what its result tells, and once what is wrong with the configuration. */
export function endReport(
  build: EsbuildBuild,
  ofConfiguration: () => readonly Problem[],
  ofResult: (result: BuildResult) => readonly EsbuildMessage[],
  isStrict: () => boolean,
): (messages: readonly EsbuildMessage[]) => void {
  const collected: EsbuildMessage[] = [];
  let isConfigurationReported = false;
  build.onEnd(async (result) => {
    const warnings = collected.splice(0);
    const errors: EsbuildMessage[] = [];
    (isStrict() ? errors : warnings).push(...ofResult(result));
    // esbuild does not tell whether it watches: the configuration is looked at after the first build that succeeds.
    if (!isConfigurationReported && result.errors.length === 0) {
      isConfigurationReported = true;
      (isStrict() ? errors : warnings).push(...ofConfiguration().map((problem) => toMessage(problem, '', '')));
    }
    await printMessages(build, warnings, 'warning');
    await printMessages(build, errors, 'error');
    return { warnings, errors };
  });
  return (messages) => void collected.push(...messages);
}

/** esbuild puts what `onEnd` returns into the result and prints none of it. */
async function printMessages(
  { esbuild, initialOptions }: EsbuildBuild,
  messages: EsbuildMessage[],
  kind: 'error' | 'warning',
): Promise<void> {
  const { logLevel = 'warning', color = isColored(process.stderr, process.env) } = initialOptions;
  if (messages.length === 0 || logLevel === 'silent' || (kind === 'warning' && logLevel === 'error')) return;
  const printable = await esbuild.formatMessages(messages, { kind, color });
  process.stderr.write(printable.join(''));
}

/** A problem as esbuild reports it, with its location in `code`; `file` is empty for those of no file. */
export function toMessage(problem: Problem, code: string, file: string): EsbuildMessage {
  const message = { id: problem.code, text: headline(problem) };
  if (file === '') return message;
  const lineText = linesOf(code).line(problem.line);
  const before = lineText.slice(0, problem.column - 1);
  const marked = lineText.slice(before.length, before.length + problem.end - problem.start);
  // esbuild counts columns and lengths in UTF-8 bytes, from 0.
  const [column, length] = [Buffer.byteLength(before), Buffer.byteLength(marked)];
  return { ...message, location: { file, line: problem.line, column, length, lineText } };
}
