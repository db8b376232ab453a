// Runs both builds against the local server and checks that they make the same spans, durations aside.
import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';

// A real model may answer differently each time.
const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, ...env } = process.env;

function spansOf(file) {
  const output = execFileSync(process.execPath, [file, '--json'], { encoding: 'utf8', env });
  return JSON.parse(output, (key, value) => (key === 'durationMs' ? undefined : value)).spans;
}

const count = (spans) => spans.reduce((sum, span) => sum + 1 + count(span.children), 0);

const vite = spansOf('dist/vite/main.js');
const esbuild = spansOf('dist/esbuild/main.js');
if (isDeepStrictEqual(esbuild, vite)) {
  console.log(`esbuild build: same ${count(esbuild)} spans`);
} else {
  console.error('esbuild build: other spans than the Vite build:');
  console.error(JSON.stringify(esbuild, null, 2));
  process.exitCode = 1;
}
