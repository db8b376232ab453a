import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/** What `instrumentIORedis` can be told. */
export interface IORedisOptions extends IntegrationOptions {
  /** False makes spans also of commands outside of any other span, such as those that connecting sends; true when absent. */
  readonly requireParent?: boolean;
}

/**
 * Makes spans of the commands of `ioredis`, by `@opentelemetry/instrumentation-ioredis`. Of a command's arguments only those
 * are recorded that hold no data: `set user:1 [1 other arguments]`. It does not matter whether `ioredis` was loaded before,
 * or imported as an ES module.
 *
 * @example
 * const uninstrument = instrumentIORedis();
 * uninstrument();
 */
export function instrumentIORedis(options: IORedisOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentIORedis',
      from: '@opentelemetry/instrumentation-ioredis',
      className: 'IORedisInstrumentation',
      libraries: ['ioredis'],
    },
    options,
    { requireParentSpan: options.requireParent ?? true },
  );
}
