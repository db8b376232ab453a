import { join } from 'node:path';
import { transform, transformFile, type TransformOptions } from '@bud/swc';
import * as swc from '@swc/core';
import type { Plugin } from 'rollup';
import { buildApart } from './build-apart.ts';
import type { Host, HostBuild, HostOutput } from '../host.ts';
import { bundleModules } from './rollup.ts';

/** SWC as a step before Rollup, which puts files together; CommonJS files, which Rollup cannot read, go through SWC alone. */
export const swcHost: Host = {
  name: 'swc',
  handlesCommonJs: true,
  build: (input) =>
    buildApart(input, (part, kind) =>
      kind === 'mjs' ? bundleModules(part, [swcStep(part.root, part.options)]) : buildScripts(part),
    ),
};

function swcStep(root: string, track: HostBuild['options']): Plugin {
  return {
    name: 'swc',
    async transform(code, id) {
      const options = swcOptions(id);
      if (track === undefined) return await swc.transform(code, options);
      const { problems, ...output } = await transform(code, { ...options, track: { root, ...track } });
      for (const problem of problems) this.warn(`${problem.code} ${problem.message}`);
      return output;
    },
  };
}

async function buildScripts({ root, entries, options }: HostBuild): Promise<HostOutput> {
  const built = Object.entries(entries).map(async ([name, file]) => {
    const path = join(root, file);
    const written: TransformOptions = { ...swcOptions(path), isModule: 'commonjs' };
    const { code, map = null } = await (options === undefined
      ? swc.transformFile(path, written)
      : transformFile(path, { ...written, track: { root, ...options } }));
    return [name, { code, map, extension: 'cjs' }] as const;
  });
  return { modules: Object.fromEntries(await Promise.all(built)), warnings: [], errors: [] };
}

function swcOptions(filename: string): swc.Options {
  const isTypeScript = /\.[cm]?tsx?$/.test(filename);
  return {
    filename,
    swcrc: false,
    sourceMaps: true,
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      transform: { decoratorVersion: '2022-03', verbatimModuleSyntax: true },
      experimental: { keepImportAttributes: true },
      parser: isTypeScript
        ? { syntax: 'typescript', tsx: filename.endsWith('x'), decorators: true }
        : { syntax: 'ecmascript', jsx: true },
    },
  };
}
