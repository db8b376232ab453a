import { json } from '@bud/value';
import type { Attributes, Context } from '@opentelemetry/api';
import * as names from '../convention/names.ts';
import type { Message, Part } from '../format/message.ts';
import { promptVariables } from '../inherited/inherited.ts';
import { limits } from './limits.ts';

/** What was said, to whom and with which tools. */
interface Content {
  readonly input?: readonly Message[];
  readonly output?: readonly Message[];
  readonly system?: readonly Part[];
  readonly tools?: unknown;
}

/** Messages as JSON, bounded, and without secrets. */
export function contentAttributes({ input, output, system, tools }: Content): Attributes {
  return {
    ...(input !== undefined && { [names.INPUT_MESSAGES]: asJson(input) }),
    ...(output !== undefined && { [names.OUTPUT_MESSAGES]: asJson(output.map(finished)) }),
    ...(system !== undefined && { [names.SYSTEM_INSTRUCTIONS]: asJson(system) }),
    ...(tools !== undefined && { [names.TOOL_DEFINITIONS]: asJson(tools) }),
  };
}

/** The schema of output wants a reason, also of a stream that ended before it said one. */
function finished(message: Message): Message {
  return { ...message, finish_reason: message.finish_reason ?? 'unknown' };
}

/** What the prompt of a call was filled with. */
export function promptContent(context: Context): Attributes {
  const variables = promptVariables(context);
  return variables === undefined ? {} : { [names.PROMPT_VARIABLES]: asJson(variables) };
}

/** A value as JSON, bounded, and without secrets. */
export function asJson(value: unknown): string {
  return String(json(value, limits).value);
}
