import { json } from '@bud/value';
import type { Attributes } from '@opentelemetry/api';
import * as names from '../convention/names.ts';
import type { Message, Part } from '../format/message.ts';
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
    ...(input !== undefined && { [names.INPUT_MESSAGES]: text(input) }),
    ...(output !== undefined && { [names.OUTPUT_MESSAGES]: text(output) }),
    ...(system !== undefined && { [names.SYSTEM_INSTRUCTIONS]: text(system) }),
    ...(tools !== undefined && { [names.TOOL_DEFINITIONS]: text(tools) }),
  };
}

function text(value: unknown): string {
  return String(json(value, limits).value);
}
