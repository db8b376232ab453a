import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { openTerminal, runCommandLine } from '@bud/cli';
import { build } from 'esbuild';
import ts from 'typescript';
import { failed, type BuiltModule, type Host, type HostBuild, type HostMessage } from '../host.ts';
import { runnableKind } from '../runnable-kind.ts';

/**
 * TypeScript's compiler file by file, then `bud instrument` on what it has written. Modules that import others, or that
 * go through esbuild after that if they are to be minified, as an application's would.
 */
export const cliHost: Host = {
  name: 'cli',
  handlesCommonJs: true,
  async build(input) {
    // One folder below the root, as `outDir: dist` is.
    const folder = mkdtempSync(join(input.root, 'dist-'));
    const emitted = new Set<string>();
    for (const file of Object.values(input.entries)) emit(join(input.root, file), input.root, folder, emitted);
    const errors = input.options === undefined ? [] : await instrument(input, folder);
    if (errors.length > 0) return failed(errors, []);
    const modules: Record<string, BuiltModule> = {};
    for (const [name, file] of Object.entries(input.entries)) {
      modules[name] = await moduleOf(input, outputOf(join(input.root, file), input.root, folder), file);
    }
    return { modules, warnings: [], errors };
  },
};

/** Compiles a file and what it imports. */
function emit(file: string, root: string, folder: string, emitted: Set<string>): void {
  if (emitted.has(file)) return;
  emitted.add(file);
  const output = outputOf(file, root, folder);
  const code = readFileSync(file, 'utf8');
  const { outputText, sourceMapText = '' } = ts.transpileModule(code, {
    fileName: relative(dirname(output), file),
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: runnableKind(file) === 'cjs' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      rewriteRelativeImportExtensions: true,
      sourceMap: true,
      jsx: ts.JsxEmit.React,
      allowJs: true,
      alwaysStrict: false,
    },
  });
  const map = JSON.parse(sourceMapText) as object;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(
    output,
    outputText.replace(/(?<=^\/\/# sourceMappingURL=).*$/m, `${output.slice(dirname(output).length + 1)}.map`),
  );
  writeFileSync(`${output}.map`, JSON.stringify({ ...map, sources: [relative(dirname(output), file)] }));
  for (const [, specifier = ''] of code.matchAll(/\bfrom '(\.[^']+)'/g)) {
    emit(resolve(dirname(file), specifier), root, folder, emitted);
  }
}

function outputOf(file: string, root: string, folder: string): string {
  return join(folder, relative(root, file)).replace(/\.([cm]?)[jt]sx?$/, '.$1js');
}

/** In this process: a program that starts for every build would take most of the time. */
async function instrument({ root, options }: HostBuild, folder: string): Promise<readonly HostMessage[]> {
  const config = join(folder, 'options.json');
  const { mode, ...rest } = options ?? {};
  writeFileSync(config, JSON.stringify(rest));
  let text = '';
  const terminal = openTerminal({ write: () => {} }, { write: (part) => void (text += part) }, {});
  const code = await runCommandLine(['instrument', folder, '--config', config, '--root', root], {
    terminal,
    folder: root,
    environment: { ...process.env, ...(mode === 'off' && { BUD_TRACK: 'off' }) },
  });
  // 1: there were problems, which some fixtures are about.
  return code === 2 ? [{ text }] : [];
}

async function moduleOf(input: HostBuild, output: string, file: string): Promise<BuiltModule> {
  const extension = runnableKind(join(input.root, file));
  const code = readFileSync(output, 'utf8');
  const isWhole = !/\bfrom ["']\./.test(code) && input.minify !== true && input.runtime !== 'bundled';
  if (isWhole) return { code, map: readFileSync(`${output}.map`, 'utf8'), extension };
  const { outputFiles } = await build({
    entryPoints: [output],
    outfile: `${output}.bundle.js`,
    bundle: true,
    write: false,
    keepNames: true,
    format: extension === 'cjs' ? 'cjs' : 'esm',
    platform: 'node',
    conditions: ['@bud/source'],
    minify: input.minify ?? false,
    sourcemap: 'external',
    external: input.runtime === 'bundled' ? [] : ['@bud/runtime'],
  });
  const text = (end: string): string | undefined => outputFiles.find(({ path }) => path.endsWith(end))?.text;
  return { code: text('.js') ?? '', map: text('.js.map') ?? null, extension };
}
