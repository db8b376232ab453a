// Writes dist/recorder.json, what is put into a process, as one expression: npm run build
//
//   src/inside ─▶ esbuild, with opentelemetry.ts in place of the package ─▶ { expression, integrity }
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

const { outputFiles } = await build({
  entryPoints: [join(here, 'src/inside/attach.ts')],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  globalName: 'inside',
  target: 'es2022',
  legalComments: 'none',
  conditions: ['@bud/source'],
  define: { globalThis: 'platform_' },
  alias: { '@opentelemetry/api': join(here, 'src/inside/opentelemetry.ts') },
});
// Where there is no gate nothing is run: loading the recorder would make one. Node loads `fetch` when its classes are asked for
// first, and that leaves a global and opens stderr: in a program that has not done so, there is none of these to be recorded.
const code = outputFiles[0].text.trim();
const names = JSON.stringify(['Response', 'Request', 'Headers', 'FormData']);
const isLazy = `Object.getOwnPropertyDescriptor(globalThis,'Response')?.get!==void 0`;
const isLoaded = `Object.getOwnPropertySymbols(globalThis).some(({description})=>/^undici/.test(description))`;
const without = `Object.create(globalThis,Object.fromEntries(${names}.map(name=>[name,{value:void 0}])))`;
const platform = `${isLazy}&&!${isLoaded}?${without}:globalThis`;
const expression = `Symbol.for('bud.gate.v1') in globalThis?(platform_=>{${code}return inside.enterProcess})(${platform}):void 0`;
const integrity = createHash('sha256').update(expression).digest('base64');

mkdirSync(join(here, 'dist'), { recursive: true });
writeFileSync(join(here, 'dist/recorder.json'), `${JSON.stringify({ expression, integrity })}\n`);
