import { parseArgs } from 'node:util';

/** What the user asks the program to do. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'answer'; readonly question: string; readonly asJson: boolean }
  | { readonly kind: 'mistake'; readonly message: string };

const exampleQuestion = 'Can I plant tomatoes outside in Graz this week?';

export const usage: string = `A garden agent whose calls become OpenTelemetry spans.

Usage: node dist/vite/main.js [options]

  -q, --question <text>  what to ask (default: "${exampleQuestion}")
      --json             print the answer and the spans as JSON
  -h, --help             print this text

Environment:
  OPENAI_API_KEY, OPENAI_BASE_URL  with both set, ask this API instead of the built-in local server
  OPENAI_MODEL, OPENAI_EMBEDDING_MODEL  the models to ask for there
  NO_COLOR, FORCE_COLOR  no colors, colors also without a terminal`;

/** Reads the command line; a mistake in it is a result, not a throw. */
export function readCommand(words: readonly string[]): Command {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        question: { type: 'string', short: 'q', default: exampleQuestion },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.question.trim() === '') return { kind: 'mistake', message: 'The question is empty' };
    return { kind: 'answer', question: values.question, asJson: values.json };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // parseArgs reports the user's mistakes as TypeErrors.
    // Its further sentences explain positional arguments, which this program does not have.
    return { kind: 'mistake', message: error.message.split('. ')[0] ?? error.message };
  }
}
