import { mkdirSync, writeFileSync } from 'node:fs';
import { transformFile } from '@bud/swc';

const { code, problems } = await transformFile('src/main.ts', {
  sourceMaps: 'inline',
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
});
for (const { code, file, line, message } of problems) console.warn(`${code} ${file}:${line} ${message}`);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/main.js', code);
