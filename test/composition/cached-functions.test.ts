import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { instrument } from '@bud/transform';
import { expect, test } from 'vitest';
import { install } from '../install.mjs';

/** As much of Next.js's own compiler as is used here. */
interface NextCompiler {
  loadBindings(): Promise<unknown>;
  transform(code: string, options: object): Promise<{ readonly code: string }>;
}

const page = `
const tag = 'x';
/** @track */
export default async function Page({ params }) {
  'use cache';
  return <p>{await load(params.id, tag)}</p>;
}
/** @track */
export async function load(id, extra) {
  'use cache';
  return id + extra;
}
/** @track */
export const remote = async ({ id }) => {
  'use cache: remote';
  return id;
};
export function Outer({ prefix }) {
  /** @track */
  async function inner(id) {
    'use cache';
    return prefix + id;
  }
  return <i>{inner(1)}</i>;
}
`;

// Next.js refuses `this` in them, and gives them a parameter for what they use of the function around.
test(
  'what Next.js caches compiles behind the plugin, and is as many functions as before',
  { timeout: 120_000 },
  async () => {
    const { code, sites } = instrument(page, 'app/page.jsx');
    expect(sites.map(({ name }) => name)).toEqual(['Page', 'load', 'remote', 'Outer.inner']);
    const [plain, tracked] = [await compile(page), await compile(code)];
    expect(cachedIn(plain)).toHaveLength(4);
    expect(cachedIn(tracked)).toEqual(cachedIn(plain));
    expect(tracked.match(/__bud_body = \(0,/g)).toHaveLength(4);
  },
);

/** Kind, number of bound arguments and name of every function that is handed to the cache. */
function cachedIn(code: string): readonly string[] {
  return [...code.matchAll(/\$\$cache__\("(\w+)", "\w+", (\d), (\S+_INNER)/g)].map((match) => match.slice(1).join());
}

async function compile(code: string): Promise<string> {
  await install('examples/turbopack');
  const installed = new URL('../../examples/turbopack/node_modules/next/dist/build/swc/index.js', import.meta.url);
  // Proof of the cast: Next.js 16 compiles with these.
  const next = createRequire(installed)(fileURLToPath(installed)) as NextCompiler;
  await next.loadBindings();
  const parser = { syntax: 'ecmascript', jsx: true };
  const result = await next.transform(code, {
    filename: '/app/page.jsx',
    jsc: { parser, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
    serverComponents: { isReactServerLayer: true, cacheComponentsEnabled: true, useCacheEnabled: true },
    isServerCompiler: true,
    serverActions: {
      isReactServerLayer: true,
      isDevelopment: false,
      hashSalt: '',
      useCacheEnabled: true,
      cacheKinds: ['default', 'remote', 'private'],
    },
  });
  return result.code;
}
