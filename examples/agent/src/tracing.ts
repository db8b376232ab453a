import { autoInstrument } from '@bud/llm';
import { configure, type ExportTarget } from '@bud/observe';
import OpenAI from 'openai';

/** Tracing that is switched on. */
export interface Tracing {
  /** Switches tracing off, when everything that has ended is where it goes. */
  stop(): Promise<void>;
}

/** The models of the local server, in US dollars per million tokens; what others cost is known. */
const prices = {
  'bud-small': { input: 2.5, output: 10 },
  'bud-embed': { input: 0.1, output: 0 },
};

/** One `configure()`: without a target, spans are printed as a tree while the agent works. */
export function startTracing(target: ExportTarget = { console: true }): Tracing {
  const observing = configure({ serviceName: 'garden-agent', export: [target] });
  const uninstrument = autoInstrument(OpenAI, { prices, captureContent: true });
  return {
    async stop() {
      uninstrument();
      await observing.shutdown();
    },
  };
}
