import type { SettingKey, Settings } from '../config/settings.ts';
import type { Finding } from '../problem.ts';

/** Keys of one mark that cannot both be meant. What is recorded is the least that one of them asks for. */
export function contradictionsIn(
  { captureInput, ignore = [], only = [] }: Settings,
  ranges: ReadonlyMap<SettingKey, readonly [start: number, end: number]>,
): readonly Finding[] {
  const both = only.filter((name) => ignore.includes(name)).map((name) => `"${name}" is in both "ignore" and "only"`);
  const none =
    captureInput === false && only.length > 0 ? ['"only" names arguments, but captureInput=false records none'] : [];
  const [start, end] = ranges.get('only') ?? [0, 0];
  return [...both, ...none].map((message) => ({ code: 'BUD111', message, remedy: 'Keep one of the two.', start, end }));
}
