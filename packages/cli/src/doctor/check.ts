/**
 * What a setup is made of, from the plugin to the receiver:
 *
 *   plugin      which host has one
 *   marks       what is tracked, by list/
 *   build       whether what was built carries tracked code
 *   libraries   whose calls can be tracked inside of them
 *   packages    what is installed, how often, and whether it fits
 *   variables   what they say, by the project's own @bud/observe
 *   endpoint    whether somebody answers there
 *   └─▶ Check ─ report ─▶ a line with ✓, ! or ✗, and what to do
 */
export interface Check {
  readonly check: 'plugin' | 'marks' | 'build' | 'libraries' | 'packages' | 'variables' | 'endpoint';
  readonly result: 'fine' | 'doubtful' | 'broken';
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string;
}
