import { mkdirSync, writeFileSync } from 'node:fs';
import { transformFileAsync } from '@babel/core';

const { code } = await transformFileAsync('src/main.ts');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/main.js', code);
