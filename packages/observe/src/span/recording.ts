import type { Tracer } from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api-logs';
import type { ValueOptions } from '@bud/value';

/** What spans and logs of one instance are made with. */
export interface Recording {
  readonly tracer: Tracer;
  readonly logger: Logger;
  /** Whether anybody makes spans; what is recorded need not be read otherwise. */
  readonly isListening: () => boolean;
  /** How values are recorded: the limits, and what is a secret. */
  readonly values: () => ValueOptions;
  /** Where failures of recording go: they never reach the program. */
  report(error: unknown): void;
}
