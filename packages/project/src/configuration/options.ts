import type { Options as CompilerOptions } from '@bud/transform';

/** What hosts accept: the compiler's options. `root` defaults to the host's own idea of the project's folder. */
export type Options = Omit<CompilerOptions, 'module'>;
