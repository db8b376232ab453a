import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// Vite runs the TypeScript of the measurements itself; the packages come from their built files.
const load = async (url) => {
  const options = { configFile: false, logLevel: 'silent', oxc: { target: 'node20' } };
  const { module } = await runnerImport(fileURLToPath(url), options);
  return module;
};
const { measureAll } = await load(new URL('measure.ts', import.meta.url));
const { measureRuntime } = await load(new URL('runtime.ts', import.meta.url));

console.log('Minified bytes of what a program ships of the runtime, without the API of OpenTelemetry.\n');
console.table(await measureRuntime(), ['part', 'bytes', 'gzipBytes']);
const columns = ['host', 'unusedBytes', 'plainBytes', 'trackedBytes', 'gateBytes', 'gateGzipBytes'];
console.log('Minified bytes per host, runtime bundled; `unused` is what ten tracked, unused functions add.\n');
console.table(await measureAll(), columns);
