import { hrTimeToMilliseconds } from '@opentelemetry/core';
import { MESSAGE } from '../../attribute/names.ts';
import type { ConsoleOptions } from '../target-options.ts';
import type { Terminal } from '../../platform/platform.ts';
import type { Exporter } from '../exporter.ts';

/** Prints spans for a person. */
export function consoleExporter(options: ConsoleOptions, terminal: Terminal): Exporter {
  void options;
  return {
    name: 'console',
    isLocal: true,
    isImmediate: true,
    exportSpans(spans) {
      for (const { attributes, name, duration } of spans)
        terminal.write(`${String(attributes[MESSAGE] ?? name)} ${hrTimeToMilliseconds(duration)} ms`);
    },
  };
}
