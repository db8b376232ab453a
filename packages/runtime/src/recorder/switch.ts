import { aBoolean, valueMistakes, type Site } from '@bud/value';
import { throwMistakes } from '../options/throw-mistakes.ts';

/**
 * Which functions are tracked while the program runs: by `file:function`, by `file`, and by `type`.
 *
 * `false` switches off, `true` on again, undefined leaves it as it is; the more specific wins.
 */
export interface TrackingSwitches {
  readonly type?: Readonly<Record<string, boolean | undefined>> | undefined;
  readonly [name: string]: boolean | Readonly<Record<string, boolean | undefined>> | undefined;
}

const names = new Map<string, boolean>();
const types = new Map<string, boolean>();
// Names that no call has matched.
const unmatched = new Set<string>();
// Answers per site, until the next change; undefined while nothing was ever switched, which is the common case.
let answers: WeakMap<Site, boolean> | undefined;

/**
 * Switches tracking of single functions, files or types on and off, without a rebuild; adds to earlier calls. Throws a
 * `TypeError` for a switch that is neither `true` nor `false`.
 *
 * @example
 * setTracking({ 'src/agent.ts:Agent.plan': false, type: { tool: false } });
 * setTracking({ type: { tool: true } }); // tools are tracked again, plan is not
 */
export function setTracking(switches: TrackingSwitches): void {
  const { type = {}, ...byName } = switches;
  add(names, '', byName);
  add(types, 'type.', type);
  answers = new WeakMap();
}

function add(known: Map<string, boolean>, prefix: string, switches: Readonly<Record<string, unknown>>): void {
  for (const [key, on] of Object.entries(switches)) {
    if (on === undefined) continue;
    throwMistakes('setTracking', valueMistakes(prefix + key, on, aBoolean));
    if (!known.has(key)) unmatched.add(prefix + key);
    // Proof of the cast: a mistake otherwise.
    known.set(key, on as boolean);
  }
}

/** Names given to `setTracking` that no call has matched so far: `src/agent.ts:Agent.plan`, `src/agent.ts`, `type.llm`. */
export function unmatchedSwitches(): readonly string[] {
  return [...unmatched];
}

export function isSiteOff(site: Site): boolean {
  if (answers === undefined) return false;
  let off = answers.get(site);
  if (off === undefined) {
    // A function wrapped at run time has no file: there its name alone is what is switched.
    const { file = '', function: name, type } = site;
    const qualified = file === '' ? name : `${file}:${name}`;
    for (const match of [qualified, file, `type.${type ?? ''}`]) unmatched.delete(match);
    const on = names.get(qualified) ?? names.get(file) ?? (type === undefined ? true : types.get(type));
    off = on === false;
    answers.set(site, off);
  }
  return off;
}
