import type { Site } from '@bud/value';
import type { Orders } from './orders.ts';

/** Which calls make spans. */
export interface Admission {
  readonly isOff: (site: Site) => boolean;
  readonly admits: () => boolean;
  /** Whether there have been as many as were asked for. */
  readonly isOver: () => boolean;
  /** How many calls were left out since the last time it was asked. */
  takeSkipped(): number;
}

export function createAdmission(orders: Orders, now: () => number): Admission {
  const wanted = new WeakMap<Site, boolean>();
  const isWanted = matching(orders);
  const mostSpans = orders.mode === 'counts' ? Infinity : orders.maxSpans;
  const mostInSecond = orders.mode === 'counts' ? Infinity : orders.maxPerSecond;
  let second = 0;
  let inSecond = 0;
  let all = 0;
  let skipped = 0;
  return {
    isOff(site) {
      let answer = wanted.get(site);
      if (answer === undefined) wanted.set(site, (answer = isWanted(site)));
      return !answer;
    },
    admits() {
      const current = Math.floor(now() / 1000);
      if (current !== second) inSecond = 0;
      second = current;
      if (all >= mostSpans) return false;
      if (inSecond >= mostInSecond) {
        skipped += 1;
        return false;
      }
      inSecond += 1;
      all += 1;
      return true;
    },
    isOver: () => all >= mostSpans,
    takeSkipped() {
      const taken = skipped;
      skipped = 0;
      return taken;
    },
  };
}

function matching(orders: Orders): (site: Site) => boolean {
  const functions = anyOf(orders.functions);
  const files = anyOf(orders.files);
  return ({ name, function: qualified, file = '', type = '' }) =>
    (functions(qualified) || functions(name)) &&
    files(file) &&
    (orders.types.length === 0 || orders.types.includes(type));
}

function anyOf(sources: readonly string[]): (text: string) => boolean {
  const patterns = sources.map((source) => new RegExp(source));
  return (text) => patterns.length === 0 || patterns.some((pattern) => pattern.test(text));
}
