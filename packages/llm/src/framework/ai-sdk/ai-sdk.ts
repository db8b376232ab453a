/**
 * The AI SDK, `ai`:
 *
 *   from 7 on      it tells of its calls              telemetry ┐
 *   5 and 6        functions in place of its own      traced    ┴─▶ calls: an operation, its rounds, its tools
 *                                                                     ├─ model-call    what is told of a round, or a tool
 *                                                                     └─ model-format  how it is read      prompt: what is said
 */
import { plain } from '../../format/plain.ts';
import type { Framework } from '../framework.ts';
import { registerCallReaders } from './calls.ts';
import { integrations, Telemetry } from './telemetry.ts';

/** What every version of the module exports. */
export function isAiSdk(given: unknown): boolean {
  const { generateText, streamText, embedMany } = plain(given);
  return [generateText, streamText, embedMany].every((each) => typeof each === 'function');
}

/** Whether the version of the module tells of its calls. */
export function tellsOfCalls(ai: unknown): boolean {
  return typeof plain(ai)['registerTelemetry'] === 'function';
}

export const aiSdk: Framework = {
  takes: isAiSdk,
  instrument(ai, options) {
    if (!tellsOfCalls(ai)) throw new TypeError(tellsTooLittle);
    const unregister = registerCallReaders(options);
    const telemetry = new Telemetry();
    integrations().push(telemetry);
    return () => {
      unregister();
      const index = integrations().indexOf(telemetry);
      if (index >= 0) integrations().splice(index, 1);
    };
  },
};

const tellsTooLittle =
  'This version of "ai" does not tell of its calls. Take its functions from traced(ai): ' +
  'export const { generateText, streamText } = traced(ai).';
