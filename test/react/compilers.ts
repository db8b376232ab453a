import { fileURLToPath } from 'node:url';
import { transformAsync } from '@babel/core';
import { transform as transformWithSwc } from '@swc/core';
import { transform as transformWithOxc } from 'oxc-transform-react';

/** React's compiler and its ports: JavaScript with JSX in, compiled JavaScript out. */
export const compilers: Readonly<Record<'babel' | 'oxc' | 'swc', (code: string) => Promise<string>>> = {
  babel: (code) => compileWithBabel(code),
  async oxc(code) {
    const compiled = await transformWithOxc('app.jsx', code, { reactCompiler: true });
    if (compiled.errors.length > 0) throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
    return compiled.code;
  },
  async swc(code) {
    const compiled = await transformWithSwc(code, {
      filename: 'app.jsx',
      swcrc: false,
      configFile: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'ecmascript', jsx: true },
        transform: { reactCompiler: true, react: { runtime: 'automatic' } },
      },
    });
    return compiled.code;
  },
};

// Relative names would be looked up from the file that is compiled, and that one exists nowhere.
const pluginOf = (name: string): string => fileURLToPath(import.meta.resolve(name));

/** With other plugins in front of it, and what the compiler has to say, an error of which ends the build. */
export async function compileWithBabel(
  code: string,
  plugins: readonly (string | [string, object])[] = [],
): Promise<string> {
  const result = await transformAsync(code, {
    filename: '/app.jsx',
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['jsx'] },
    plugins: [
      [pluginOf('babel-plugin-react-compiler'), { panicThreshold: 'all_errors' }],
      ...plugins,
      [pluginOf('@babel/plugin-transform-react-jsx'), { runtime: 'automatic' }],
    ],
  });
  return result?.code ?? '';
}

/** The slots of each compiled function, in the order of the code. */
export function memoSlots(code: string): readonly number[] {
  return [...code.matchAll(/\b_?c\d*\((\d+)\)/g)].map(([, slots]) => Number(slots));
}
