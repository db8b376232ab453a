import { flow } from '@bud/flow';
import { Agent, type Answer } from './agent.ts';
import { collectSpans } from './collected-spans.ts';
import { readCommand, usage } from './command-line.ts';
import { connect } from './connection.ts';
import { explainFailure } from './explain-failure.ts';
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

/** Prints the spans while the agent works, and its answer; the result is the exit code. */
async function run({ question, asJson }: { readonly question: string; readonly asJson: boolean }): Promise<number> {
  const collected = collectSpans();
  const tracing = startTracing(asJson ? collected : { console: true });
  if (!asJson) console.log(`${question}\n`);
  const outcome = await flow
    .run({ name: 'demo' }, () => ask(question))
    .catch((error: unknown) => {
      const message = explainFailure(error, process.env['OPENAI_BASE_URL'] ?? 'the local server');
      console.error(message);
      return { error: message };
    });
  await tracing.stop();
  if (asJson) console.log(JSON.stringify({ ...outcome, spans: collected.tree() }, null, 2));
  else if ('text' in outcome) console.log(`\n${outcome.text}`);
  return 'error' in outcome ? 1 : 0;
}

async function ask(question: string): Promise<Answer> {
  const { close, ...connection } = await connect(process.env);
  try {
    const weatherApiKey = process.env['WEATHER_API_KEY'] ?? 'weather-key-5f2c';
    return await new Agent({ ...connection, weatherApiKey }).answer(question);
  } finally {
    await close();
  }
}
