import { createHash } from 'node:crypto';

import { createReporter, openProjectOnce, type Options, versionOf } from '@bud/project';

import { version as swcVersion, type Options as SwcOptions } from './compile/swc.ts';
import { swcOptionsOf } from './compile/swc-options.ts';
import type { TransformOptions } from './track/instrument-input.ts';
import { withInlineMap } from './compile/output-map.ts';
import { transform, transformSync, type TransformOutput } from './transform.ts';
import { createConfigFinder, type CompilerOptions } from './compile/typescript-config.ts';

/** What Jest says of a file, as far as it matters here. */
interface JestOptions {
  readonly config: { readonly rootDir: string };
  readonly configString: string;
  readonly supportsStaticESM: boolean;
  /** Jest is about to put istanbul's counters into what it gets. */
  readonly instrument?: boolean;
}

/** As SWC's output, with the map as Jest wants it. */
interface JestOutput extends Omit<TransformOutput, 'map'> {
  readonly map?: object;
}

interface JestTransformer {
  readonly canInstrument: false;
  process(source: string, file: string, jest: JestOptions): JestOutput;
  processAsync(source: string, file: string, jest: JestOptions): Promise<JestOutput>;
  getCacheKey(source: string, file: string, jest: JestOptions): string;
}

/** Jest's interface: makes the transformer for the options beside its name in Jest's configuration. */
function createTransformer({ track, ...given }: TransformOptions = {}): JestTransformer {
  const configOf = createConfigFinder();
  // `strict` is thrown by `transform`, and fails the test file.
  const report = createReporter(false);

  const optionsFor = (file: string, jest: JestOptions): TransformOptions => ({
    ...swcOptionsFor(given, configOf(file).compilerOptions, file, jest),
    cwd: jest.config.rootDir,
    track,
  });

  function reported(output: TransformOutput, { instrument = false }: JestOptions): JestOutput {
    report(output.problems);
    const { map, code, ...others } = output;
    if (map === undefined) return { ...others, code };
    // Counts are mapped by the object, and stacks, once there are counters, by the comment.
    return { ...others, code: instrument ? withInlineMap(code, map) : code, map: JSON.parse(map) as object };
  }

  return {
    canInstrument: false,
    process: (source, file, jest) => reported(transformSync(source, optionsFor(file, jest)), jest),
    processAsync: async (source, file, jest) => reported(await transform(source, optionsFor(file, jest)), jest),
    getCacheKey(source, file, jest) {
      const options = optionsFor(file, jest);
      const key = [
        versionOf(import.meta.url),
        swcVersion,
        source,
        options,
        trackedWith(track, jest.config.rootDir),
        jest.configString,
        jest.instrument,
      ];
      return createHash('sha256').update(JSON.stringify(key)).digest('hex');
    },
  };
}

/** What the user gives to SWC goes before what `tsconfig.json` says. */
function swcOptionsFor(
  given: SwcOptions,
  compilerOptions: CompilerOptions,
  file: string,
  { supportsStaticESM }: JestOptions,
): SwcOptions {
  const derived = swcOptionsOf(compilerOptions, file, supportsStaticESM ? 'module' : 'commonjs');
  const { jsc, ...always } = given.swcrc === true ? { ...derived, swcrc: true, jsc: undefined } : derived;
  const chosen = given.jsc ?? jsc ?? {};
  // Comments tell istanbul what to leave out of its counts.
  const hoisting = {
    jsc: { preserveAllComments: true, ...chosen, transform: { ...chosen.transform, hidden: { jest: true } } },
  };
  // `import()` as `require`, or it would pass by the mocks of CommonJS.
  const lowered = supportsStaticESM ? {} : { ignoreDynamic: false };
  // Proof of the cast: `type` and what belongs to it come from one object.
  const module = { ...given.module, ...derived.module, ...lowered } as SwcOptions['module'];
  return { ...always, ...given, ...hoisting, ...(module === undefined ? {} : { module }) };
}

/** All that decides what is tracked: Jest knows neither the configuration file nor `BUD_TRACK`. */
function trackedWith(track: Options | undefined, root: string): unknown {
  const { mode, types, written } = openProjectOnce(track, root, process.env['BUD_TRACK'], {
    keepsClassNames: true,
  }).options;
  return [mode, types, written];
}

/**
 * The transformer for Jest.
 *
 * @example
 * // jest.config.js
 * export default { transform: { '^.+\\.[jt]sx?$': ['@bud/swc/jest', { track: { strict: true } }] } };
 */
const jest: { createTransformer(options?: TransformOptions): JestTransformer } = { createTransformer };
export { jest as default, jest as 'module.exports' };
