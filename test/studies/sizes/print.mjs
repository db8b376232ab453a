import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// Vite runs the TypeScript of the measurement itself; the packages come from their built files.
const { module } = await runnerImport(fileURLToPath(new URL('measure.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'silent',
  oxc: { target: 'node20' },
});
const columns = ['host', 'unusedBytes', 'plainBytes', 'trackedBytes', 'gateBytes', 'gateGzipBytes'];
console.log('Minified bytes per host, runtime bundled; `unused` is what ten tracked, unused functions add.\n');
console.table(await module.measureAll(), columns);
