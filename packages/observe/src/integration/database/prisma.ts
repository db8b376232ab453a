import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentPrisma` can be told. */
export interface PrismaOptions extends IntegrationOptions {
  /** Kinds of Prisma's spans that are left out: `prisma:client:serialize`, or patterns. */
  readonly excludeSpans?: readonly (string | RegExp)[];
}

/**
 * Makes spans of Prisma's operations and of the statements below them, by `@prisma/instrumentation`. Prisma's client asks for
 * it by itself at each operation, so it does not matter what was loaded before, or bundled.
 *
 * @example
 * const uninstrument = instrumentPrisma({ excludeSpans: [/serialize/] });
 * uninstrument();
 */
export function instrumentPrisma(options: PrismaOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentPrisma',
      from: '@prisma/instrumentation',
      className: 'PrismaInstrumentation',
      libraries: ['@prisma/client'],
    },
    options,
    { ignoreSpanTypes: [...(options.excludeSpans ?? [])] },
  );
}
