/**
 * OTLP over gRPC, by OpenTelemetry's own exporters, which an application installs beside this package.
 */
import { RetryLater, type Exporter } from './export/exporter.ts';
import { adaptedExporter } from './export/opentelemetry.ts';
import { optionalPackages } from './export/optional-package.ts';
import type { Signal } from './export/target-options.ts';

/** A receiver that speaks OTLP over gRPC. */
export interface GrpcOptions {
  /** `https://` for TLS; `http://localhost:4317` when absent. */
  readonly url?: string;
  /** Sent as `authorization: Bearer …`. */
  readonly token?: string;
  /** Sent with each request, as gRPC metadata. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `none` when absent. */
  readonly compression?: 'gzip' | 'none';
  /** Time for one export with all its attempts; 10,000 when absent. */
  readonly timeoutMs?: number;
  /** Signals that are sent; all when absent. */
  readonly signals?: readonly Signal[];
}

const packages = [
  '@grpc/grpc-js',
  '@opentelemetry/exporter-trace-otlp-grpc',
  '@opentelemetry/exporter-logs-otlp-grpc',
  '@opentelemetry/exporter-metrics-otlp-grpc',
];

/**
 * Sends spans, logs and metrics to an OTLP receiver over gRPC. What waits when the process exits at once cannot be sent any
 * more: await `shutdown()` before.
 *
 * @example
 * import { configure } from '@bud/observe';
 * configure({ export: [grpc({ url: 'http://localhost:4317' })] });
 */
export function grpc(options: GrpcOptions = {}): Exporter {
  const { url = 'http://localhost:4317', signals = ['traces', 'logs', 'metrics'] } = options;
  let made: Promise<Exporter> | undefined;
  const refused = new Set<Signal>();
  const exporter = (): Promise<Exporter> => (made ??= makeExporter(options, url));
  const send = async (signal: Signal, run: (exporter: Exporter) => void | Promise<void>): Promise<void> => {
    if (refused.has(signal)) return;
    try {
      await run(await exporter());
    } catch (error) {
      if (codeOf(error) === unimplemented) {
        refused.add(signal);
        throw new Error(
          `it does not take ${signal}, which are no longer sent there: is it a receiver of OTLP over gRPC, whose port is 4317? \`signals\` says what it takes`,
          { cause: error },
        );
      }
      throw mayBeSentAgain(error)
        ? new RetryLater(`no answer (${messageOf(error)})`, undefined, { cause: error })
        : error;
    }
  };
  return {
    name: `otlp ${new URL(url).origin} (gRPC)`,
    isLocal: false,
    isImmediate: false,
    ...(signals.includes('traces') && { exportSpans: (spans) => send('traces', (made) => made.exportSpans?.(spans)) }),
    ...(signals.includes('logs') && { exportLogs: (records) => send('logs', (made) => made.exportLogs?.(records)) }),
    ...(signals.includes('metrics') && {
      exportMetrics: (metrics) => send('metrics', (made) => made.exportMetrics?.(metrics)),
    }),
    // What was never asked for needs no connection to be closed.
    shutdown: async () => (await made)?.shutdown?.(),
  };
}

async function makeExporter(options: GrpcOptions, url: string): Promise<Exporter> {
  const [{ Metadata }, { OTLPTraceExporter }, { OTLPLogExporter }, { OTLPMetricExporter }] = await optionalPackages(
    '@bud/observe/grpc',
    packages,
    () =>
      Promise.all([
        import('@grpc/grpc-js'),
        import('@opentelemetry/exporter-trace-otlp-grpc'),
        import('@opentelemetry/exporter-logs-otlp-grpc'),
        import('@opentelemetry/exporter-metrics-otlp-grpc'),
      ]),
  );
  const { token, headers = {}, compression = 'none', timeoutMs = 10_000 } = options;
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
  // Proof of the cast: OpenTelemetry's enumeration has these strings as its values.
  const settings = { url, metadata, compression: compression as never, timeoutMillis: timeoutMs };
  return adaptedExporter({
    spanExporter: new OTLPTraceExporter(settings),
    logExporter: new OTLPLogExporter(settings),
    metricExporter: new OTLPMetricExporter(settings),
  });
}

// gRPC status codes: there is no such service
const unimplemented = 12;
// OTLP specification 1.9, failures: these may be sent again
const retryable: ReadonlySet<unknown> = new Set([1, 4, 8, 10, 11, 14, 15]);

function mayBeSentAgain(error: unknown): boolean {
  // OpenTelemetry gives up with these words once its own attempts and its time are used up.
  return retryable.has(codeOf(error)) || /retryable|timed? ?out/i.test(messageOf(error));
}

function codeOf(error: unknown): unknown {
  return ((error ?? {}) as { readonly code?: unknown }).code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
