import { Agent, type Answer } from './agent.ts';
import { readCommand, usage } from './command-line.ts';
import { connect } from './connection.ts';
import { explainFailure } from './explain-failure.ts';
import { formatSpans, type Screen } from './print-spans.ts';
import { spanTree } from './span-tree.ts';
import { startTracing } from './tracing.ts';

// Whoever reads the output may have seen enough: `… | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const command = readCommand(process.argv.slice(2));
if (command.kind === 'help') {
  console.log(usage);
} else if (command.kind === 'mistake') {
  console.error(`${command.message}. Try --help.`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(command);
}

/** Prints the agent's answer and the spans that were made meanwhile; the result is the exit code. */
async function run({ question, asJson }: { readonly question: string; readonly asJson: boolean }): Promise<number> {
  const tracing = startTracing();
  const print = (text: string): void => void (asJson || process.stdout.write(text));
  print(`${question}\n\n`);
  const outcome = await ask(question, print).catch((error: unknown) => {
    const message = explainFailure(error, process.env['OPENAI_BASE_URL'] ?? 'the local server');
    console.error(message);
    return { error: message };
  });
  const spans = spanTree(await tracing.stop());
  if (asJson) console.log(JSON.stringify({ ...outcome, spans }, null, 2));
  else print(`\n\n${formatSpans(spans, screen())}\n`);
  return 'error' in outcome ? 1 : 0;
}

async function ask(question: string, onPart: (text: string) => void): Promise<Answer> {
  const { close, ...connection } = await connect(process.env);
  try {
    const weatherApiKey = process.env['WEATHER_API_KEY'] ?? 'weather-key-5f2c';
    return await new Agent({ ...connection, weatherApiKey }).answer(question, { onPart });
  } finally {
    await close();
  }
}

function screen(): Screen {
  const { FORCE_COLOR: forced, NO_COLOR: unwanted = '' } = process.env;
  return {
    // Longer lines than this are hard to follow from the name to the duration.
    columns: Math.min(process.stdout.columns ?? 80, 100),
    hasColors: forced === undefined ? process.stdout.isTTY && unwanted === '' : !['0', 'false'].includes(forced),
  };
}
