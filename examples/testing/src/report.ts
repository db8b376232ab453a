// A workflow: asks for the weather and for the plants at once, and writes a report of both.
import { fallback, parallel, retry, sequence, step } from '@bud/flow';

/** Where a report comes from. */
export interface Sources {
  readonly weather: (city: string) => Promise<string>;
  readonly plants: (city: string) => Promise<readonly string[]>;
}

export const reportFrom = ({ weather, plants }: Sources) =>
  sequence(
    parallel([
      fallback(
        retry(step('weather', weather, { kind: 'tool' }), { attempts: 2, delayMs: 1 }),
        step('usual weather', () => 'as it usually is'),
      ),
      step('plants', plants, { kind: 'tool' }),
    ]),
    step('write', ([sky, names]: readonly [string, readonly string[]]) => `${names.join(' and ')}: it is ${sky}`),
  );
