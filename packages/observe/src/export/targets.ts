/**
 * Where telemetry goes, from what a program wrote to the exporters behind it:
 *
 *   { otlp }        ─▶ otlp/           a Collector or a backend, over HTTP
 *   { console }     ─▶ console/        a tree that a person reads
 *   { file }        ─▶ file            OTLP/JSON lines
 *   { spanExporter } ─▶ opentelemetry  one of OpenTelemetry's
 *   memory, or one of your own         as it is
 *   grpc(), clickhouse()               as they are; each needs an optional-package
 *     └─ queue      in front of those that send: waiting  what waits, packed and bounded   weight  of a span
 *   target-options  what each can be told     exporter  what each can do
 */
import type { ConsoleOptions, ExportTarget, FileOptions, OtlpOptions } from './target-options.ts';
import type { Platform } from '../platform/platform.ts';
import { consoleExporter } from './console/console.ts';
import type { ExportListener, Exporter } from './exporter.ts';
import { fileExporter } from './file.ts';
import { adaptedExporter } from './opentelemetry.ts';
import { otlpExporter } from './otlp/otlp.ts';

/** The exporter of a target; `traceUrl` is where a person can look at a trace. */
export function exporterOf(
  target: ExportTarget,
  platform: Platform,
  listener: ExportListener,
  traceUrl: string | undefined,
): Exporter {
  if ('otlp' in target) return otlpExporter(optionsOf<OtlpOptions>(target.otlp), platform.post, listener);
  if ('console' in target)
    return consoleExporter(optionsOf<ConsoleOptions>(target.console), platform.terminal, traceUrl);
  if ('file' in target) return fileExporter(optionsOf<FileOptions>(target.file), platform.openLog, listener);
  if ('spanExporter' in target || 'logExporter' in target || 'metricExporter' in target) return adaptedExporter(target);
  return target;
}

function optionsOf<Options extends object>(given: Options | true): Partial<Options> {
  return given === true ? {} : given;
}
