/**
 * Records real clients once, on this Node, and plays that a hundred times on each runtime, without a server:
 * `npm run study -- replay`. Fails unless each time the caller sees the same, to the byte, and the trace is the same.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modelServer } from '@bud/testing/llm';
import { install } from '../../../install.mjs';
import { markdown } from '../../markdown.mjs';
import { playPublished } from './published.mjs';

await install('test/studies/llm');
await install('test/studies/runtimes');
const program = fileURLToPath(new URL('program.mjs', import.meta.url));
const binaries = fileURLToPath(new URL('../../runtimes/node_modules/', import.meta.url));
const runtimes = [
  ['Node', 'node-20/bin/node'],
  ['Node', 'node-24/bin/node'],
  ['Bun', 'bun/bin/bun.exe'],
];

const { values } = parseArgs({ options: { published: { type: 'boolean' }, sources: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'bud-replay-'));
if (values.published) process.exitCode = (await playPublished(values.sources)) ? 0 : 1;
else await playClients();

async function playClients() {
  try {
    const url = await recordAll();
    const rows = runtimes.flatMap(([name, path]) => rowsOf(name, join(binaries, path), url));
    console.log(markdown([['runtime', 'client', 'played', 'same result', 'same trace'], ...rows.map(cells)], 'llrrr'));
    process.exitCode = rows.every(({ times, sameResults, sameTraces }) => sameResults + sameTraces === 2 * times)
      ? 0
      : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives the URL at which the server was. */
async function recordAll() {
  const tool = { tools: [{ name: 'forecast', arguments: { city: 'Vienna' }, id: 'call_1' }] };
  const text = {
    text: 'It will be sunny in Vienna, with 19 °C.',
    chunkSize: 7,
    usage: { inputTokens: 9, outputTokens: 4 },
  };
  const models = await modelServer(tool, text, tool, text, tool, text, text, text, text, text);
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'record', folder, models.url], { stdio: 'inherit' });
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error('the recording failed'))));
  });
  await models.stop();
  for (const client of ['openai', '-anthropic-ai-sdk', 'ai', 'the-bytes', 'node-http', 'undici'])
    if (readFileSync(join(folder, client, 'wire.jsonl'), 'utf8').includes('sk-proj'))
      throw new Error('a key was recorded');
  return models.url;
}

function rowsOf(name, binary, url) {
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().replace('v', '');
  const results = JSON.parse(execFileSync(binary, [program, 'replay', folder, url], { encoding: 'utf8' }));
  return Object.entries(results).map(([client, result]) => ({ runtime: `${name} ${version}`, client, ...result }));
}

function cells({ runtime, client, times, sameResults, sameTraces }) {
  return [runtime, client, times, sameResults, sameTraces].map(String);
}
