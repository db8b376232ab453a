import type { IntegrationOptions, Uninstrument } from '../definition.ts';
import { integrate } from '../integrate.ts';

/**
 * Makes spans of what Nest does for a request: one for the controller's method with guards, pipes and interceptors around it
 * (`OrdersController.find`), and below it one for the method itself, by `@opentelemetry/instrumentation-nestjs-core`. Which
 * controller and method it is are the attributes `nestjs.controller` and `nestjs.callback`. The request is a span of
 * `instrumentHttp`. Call it before the application is created.
 *
 * @example
 * const uninstrument = instrumentNest();
 * uninstrument();
 */
export function instrumentNest(options: IntegrationOptions = {}): Uninstrument {
  return integrate(
    {
      caller: 'instrumentNest',
      from: '@opentelemetry/instrumentation-nestjs-core',
      className: 'NestInstrumentation',
      libraries: ['@nestjs/core'],
    },
    options,
  );
}
