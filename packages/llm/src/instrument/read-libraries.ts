import { registerReader, type Reader } from '@bud/runtime/otel';
import { loadPrices } from '../cost/cost.ts';
import { frameworks } from '../framework/frameworks.ts';
import { startReading } from '../mark/marks.ts';
import { resolveLlmOptions, type LlmOptions, type ResolvedLlmOptions } from '../model/options.ts';
import { readerFor } from '../model/reading.ts';
import { clientLibraries } from './methods.ts';

let chosen: ResolvedLlmOptions | undefined;
let stopReading: (() => void) | undefined;
let isRegistered = false;

/**
 * Says how calls are recorded of libraries that the build tracks inside of them, by the plugin's option `libraries`. Such
 * calls are read without it as well, by the defaults; a second time it says anew.
 *
 * @example
 * import { readLibraries } from '@bud/llm';
 *
 * readLibraries({ captureContent: true });
 */
export function readLibraries(options: LlmOptions = {}): void {
  chosen = resolveLlmOptions(options);
  stopReading?.();
  stopReading = startReading(chosen);
  registerLibraryReaders();
}

/** Lets calls be read by the options that the program has chosen, or will choose. */
export function registerLibraryReaders(): void {
  if (isRegistered) return;
  isRegistered = true;
  stopReading ??= startReading(optionsNow());
  for (const library of Object.values(clientLibraries))
    for (const { reader, format } of library.methods) register(reader, readerFor(format, library, optionsNow));
  for (const { readers = {} } of frameworks)
    for (const [reader, readerOf] of Object.entries(readers)) register(reader, readerOf(optionsNow));
}

function register(name: string, read: Reader): void {
  registerReader(name, (call) => {
    // When the first call is made, so that a program which makes none does not load them.
    void loadPrices();
    return read(call);
  });
}

function optionsNow(): ResolvedLlmOptions {
  return (chosen ??= resolveLlmOptions({}));
}
