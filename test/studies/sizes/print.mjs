import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { markdown } from '../markdown.mjs';

// Vite runs the TypeScript of the measurements itself; the packages come from their built files.
const load = async (url) => {
  const options = { configFile: false, logLevel: 'silent', oxc: { target: 'node20' } };
  const { module } = await runnerImport(fileURLToPath(url), options);
  return module;
};
const { measureAll } = await load(new URL('measure.ts', import.meta.url));
const { measureRuntime } = await load(new URL('runtime.ts', import.meta.url));

console.log('What a program ships of the runtime, without the API of OpenTelemetry:\n');
printTable(
  ['part', 'bytes', 'after gzip'],
  (await measureRuntime()).map(({ part, bytes, gzipBytes }) => [part, bytes, gzipBytes]),
);

console.log('\nWhat each host makes of the marks, with the runtime bundled:\n');
printTable(
  ['host', 'ten unused functions add', 'one function', 'the same, tracked', 'the gate alone', 'after gzip'],
  (await measureAll()).map((sizes) => [
    sizes.host,
    sizes.unusedBytes,
    sizes.plainBytes,
    sizes.trackedBytes,
    sizes.gateBytes,
    sizes.gateGzipBytes,
  ]),
);

/** A name, and numbers. */
function printTable(head, lines) {
  const cells = lines.map(([name, ...bytes]) => [name, ...bytes.map((count) => count.toLocaleString('en'))]);
  console.log(markdown([head, ...cells], `l${'r'.repeat(head.length - 1)}`));
}
