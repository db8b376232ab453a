import { loadPrices } from '../cost/cost.ts';
import { isAiSdk, tellsOfCalls } from '../framework/ai-sdk/ai-sdk.ts';
import { registerCallReaders } from '../framework/ai-sdk/calls.ts';
import { tracedModule } from '../framework/ai-sdk/traced.ts';
import { startReading } from '../mark/marks.ts';
import { resolveLlmOptions, type LlmOptions } from '../model/options.ts';
import { autoInstrument } from './auto-instrument.ts';

/**
 * The module `ai` with functions that are recorded: for versions 5 and 6, which do not tell of their calls. Of later ones it
 * is the module itself, instrumented. Throws a `TypeError` for anything else.
 *
 * @example
 * import { traced } from '@bud/llm';
 *
 * // import * as ai from 'ai';
 * const { generateText, streamText } = traced(ai, { captureContent: true });
 */
export function traced<Ai extends object>(ai: Ai, options: LlmOptions = {}): Ai {
  if (!isAiSdk(ai)) throw new TypeError('traced() takes the module "ai": import * as ai from \'ai\'.');
  if (tellsOfCalls(ai)) {
    autoInstrument(ai, options);
    return ai;
  }
  const resolved = resolveLlmOptions(options);
  startReading(resolved);
  registerCallReaders(resolved);
  void loadPrices();
  return tracedModule(ai);
}
