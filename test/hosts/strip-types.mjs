import { transform } from 'esbuild';

/**
 * TypeScript and JSX to JavaScript for hosts that read neither, with a source map. JavaScript, because webpack loads it
 * through `strip-types-loader.cjs`.
 *
 * @param {string} code
 * @param {string} file
 */
export async function stripTypes(code, file) {
  const loader = /\.[cm]?(tsx?|jsx?)$/.exec(file)?.[1] ?? 'ts';
  const result = await transform(code, {
    loader: /** @type {import('esbuild').Loader} */ (loader),
    target: 'es2022',
    sourcefile: file,
    sourcemap: true,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, verbatimModuleSyntax: true } },
  });
  return { code: result.code, map: result.map };
}
