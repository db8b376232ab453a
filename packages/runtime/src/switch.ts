import type { Site } from './site.ts';

/**
 * Which functions are tracked while the program runs: by `file:function`, by `file`, and by `type`.
 *
 * `false` switches off, `true` on again; the more specific wins.
 */
export interface TrackingSwitches {
  readonly type?: Readonly<Record<string, boolean>>;
  readonly [place: string]: boolean | Readonly<Record<string, boolean>> | undefined;
}

const places = new Map<string, boolean>();
const types = new Map<string, boolean>();
// Answers per site, until the next change; undefined while nothing was ever switched, which is the common case.
let answers: WeakMap<Site, boolean> | undefined;

/**
 * Switches tracking of single functions, files or types on and off, without a rebuild; adds to earlier calls.
 *
 * @example
 * setTracking({ 'src/agent.ts:Agent.plan': false, type: { tool: false } });
 * setTracking({ type: { tool: true } }); // tools are tracked again, plan is not
 */
export function setTracking(switches: TrackingSwitches): void {
  for (const [key, value] of Object.entries(switches)) {
    if (typeof value === 'boolean') places.set(key, value);
    else if (key === 'type') for (const [type, on] of Object.entries(value ?? {})) types.set(type, on);
  }
  answers = new WeakMap();
}

export function isSwitchedOff(site: Site): boolean {
  if (answers === undefined) return false;
  let off = answers.get(site);
  if (off === undefined) {
    const { file, type } = site;
    const on =
      places.get(`${file}:${site.function}`) ?? places.get(file) ?? (type === undefined ? true : types.get(type));
    off = on === false;
    answers.set(site, off);
  }
  return off;
}
