import { modeOf, resolveOptions, type Options as CompilerOptions, type ResolvedOptions } from '@bud/transform';

/** What hosts accept: the compiler's options. `root` defaults to the host's own idea of the project's folder. */
export type Options = Omit<CompilerOptions, 'module'>;

/** The compiler's options, and what the user wrote: for messages about rules, and to tell configurations apart. */
export interface ProjectOptions extends ResolvedOptions {
  readonly written: Options;
}

/**
 * The options as configured and as `BUD_TRACK` has it. The environment only narrows: it switches tracking off or
 * selects types, and never switches on what the configuration switched off. Throws when an option cannot be used.
 */
export function readOptions(options: Options, budTrack: string | undefined): ProjectOptions {
  const configured = resolveOptions(options);
  const asked = modeOf(budTrack);
  // A list that names no type, `BUD_TRACK=,`, selects nothing.
  const isOff = configured.mode === 'off' || asked.mode === 'off' || asked.types?.length === 0;
  return { ...configured, ...asked, mode: isOff ? 'off' : 'on', written: options };
}
