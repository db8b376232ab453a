import { join } from 'node:path';
import budTrack from '@bud/unplugin/esbuild';
import { build, type BuildFailure, type BuildResult, type Message } from 'esbuild';
import { buildApart } from './build-apart.ts';
import { failed, type BuiltModule, type Host, type HostBuild, type HostMessage, type HostOutput } from '../host.ts';

const formats = { mjs: 'esm', cjs: 'cjs' } as const;

/** esbuild; CommonJS entries stay CommonJS, because its ES modules cannot `require` what Node has built in. */
export const esbuildHost: Host = {
  name: 'esbuild',
  handlesCommonJs: true,
  build: (input) => buildApart(input, buildKind),
};

async function buildKind(input: HostBuild, kind: 'mjs' | 'cjs'): Promise<HostOutput> {
  const { root, entries, options, runtime = 'external' } = input;
  try {
    const result = await build({
      absWorkingDir: root,
      entryPoints: entries,
      bundle: true,
      write: false,
      outdir: 'out',
      format: formats[kind],
      platform: 'node',
      target: 'node20',
      jsx: 'transform',
      logLevel: 'silent',
      conditions: ['@bud/source'],
      minify: input.minify ?? false,
      sourcemap: input.sourcemap === true ? 'external' : false,
      external: runtime === 'external' ? ['@bud/runtime'] : [],
      plugins: options === undefined ? [] : [budTrack(options)],
    });
    return {
      modules: Object.fromEntries(
        Object.keys(entries).map((name) => [name, moduleOf(result, join(root, 'out', name), kind)]),
      ),
      warnings: result.warnings.map(toMessage),
      errors: [],
    };
  } catch (error) {
    // Proof of the cast: `build` rejects with nothing else.
    const { errors, warnings } = error as BuildFailure;
    return failed(errors.map(toMessage), warnings.map(toMessage));
  }
}

function moduleOf(result: BuildResult<{ write: false }>, path: string, extension: 'mjs' | 'cjs'): BuiltModule {
  const text = (end: string): string | undefined => result.outputFiles.find((file) => file.path === path + end)?.text;
  return { code: text('.js') ?? '', map: text('.js.map') ?? null, extension };
}

function toMessage({ id, text, location }: Message): HostMessage {
  return {
    text: id !== '' && !text.startsWith(id) ? `${id} ${text}` : text,
    file: location?.file,
    line: location?.line,
    column: location?.column,
    frame: location?.lineText,
  };
}
