import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/**
 * Makes spans of the commands of `redis`, by `@opentelemetry/instrumentation-redis`: versions 5 and 6 also when they were
 * loaded before, or imported as ES modules; version 4 only when this is called first. Of a command's arguments only those
 * are recorded that hold no data: `SET user:1 [1 other arguments]`.
 *
 * @example
 * const uninstrument = instrumentRedis();
 * uninstrument();
 */
export function instrumentRedis(options: IntegrationOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentRedis',
      from: '@opentelemetry/instrumentation-redis',
      className: 'RedisInstrumentation',
      libraries: ['redis'],
      late: '^1.0.0',
    },
    options,
  );
}
