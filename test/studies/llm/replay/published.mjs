/**
 * Records an agent application that others have published, against a server that plays the models, and plays it without one:
 * `npm run study -- replay --published`; `--sources <folder>` takes it from its `<owner>/<name>`, where it is checked out.
 */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelServer } from '@bud/testing/llm';
import { transform } from 'esbuild';
import { install } from '../../../install.mjs';
import { checkoutOf } from '../../applications/checkouts.mjs';
import { markdown } from '../../markdown.mjs';

/** A customer service of several agents, with tools and handoffs, that a person talks to. */
const application = {
  repository: 'openai/openai-agents-js',
  commit: '6d0c61a5f62a5ed8142996a25b33446c810f84b3',
  file: 'examples/customer-service/index.ts',
};
const said = ['How many bags may I bring?', 'Then seat 4A please, my number is K7.', 'exit'];
const script = [
  { tools: [{ name: 'transfer_to_FAQ_Agent', arguments: {}, id: 'call_1' }] },
  { tools: [{ name: 'faq_lookup_tool', arguments: { question: 'baggage' }, id: 'call_2' }] },
  { text: 'One, of up to 50 pounds.' },
  { tools: [{ name: 'transfer_to_Triage_Agent', arguments: {}, id: 'call_3' }] },
  { tools: [{ name: 'transfer_to_Seat_Booking_Agent', arguments: {}, id: 'call_4' }] },
  { tools: [{ name: 'update_seat', arguments: { confirmationNumber: 'K7', seatNumber: '4A' }, id: 'call_5' }] },
  { text: 'You have seat 4A.' },
];
const times = 10;

/** Prints what was seen; gives whether all was the same. */
export async function playPublished(sources) {
  await install('test/studies/llm/openai-agents-0');
  const checkout = sources === undefined ? checkoutOf(application) : join(sources, application.repository);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bud-published-')));
  try {
    await prepare(folder, readFileSync(join(checkout, application.file), 'utf8'));
    const models = await modelServer(...script);
    const run = (...words) => bud(folder, words, models.environment);
    const recorded = await run('record', '--out', 'run', '--', 'node', '--import', '@bud/llm/auto', 'main.mjs');
    await models.stop();
    let [sameOutput, sameTrace] = [0, 0];
    for (let time = 0; time < times; time++) {
      const { code, out } = await run('replay', 'run');
      sameOutput += Number(out === recorded.out);
      sameTrace += Number(code === 0);
    }
    return print(recorded, { sameOutput, sameTrace });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The file as it was published, and the packages that it needs. */
async function prepare(folder, source) {
  const modules = fileURLToPath(new URL('../openai-agents-0/node_modules', import.meta.url));
  const own = fileURLToPath(new URL('../../../../node_modules/@bud', import.meta.url));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['@openai', 'openai', 'zod']) symlinkSync(join(modules, name), join(folder, 'node_modules', name));
  symlinkSync(own, join(folder, 'node_modules/@bud'));
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  writeFileSync(join(folder, 'main.mjs'), code);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}

/** Answers the program's questions one after the other, as a person does. */
async function bud(folder, words, environment) {
  const binary = fileURLToPath(new URL('bin/bud.js', import.meta.resolve('@bud/cli/package.json')));
  // The application would send traces of its own to a service.
  const env = { ...process.env, ...environment, OPENAI_AGENTS_DISABLE_TRACING: '1' };
  const child = spawn(process.execPath, [binary, ...words], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = [...said];
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
    if (text.includes('Enter your message: ')) child.stdin.write(`${waiting.shift() ?? 'exit'}\n`);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const code = await new Promise((resolve) => void child.on('close', resolve));
  return { code, out, err };
}

function print({ code, out, err }, { sameOutput, sameTrace }) {
  const [, requests = '0', spans = '0'] = /recorded (\d+) requests and (\d+) spans/.exec(err) ?? [];
  const isComplete = code === 0 && Number(requests) === script.length && out.includes('You have seat 4A.');
  if (!isComplete) console.error(out, err);
  const { repository, commit, file } = application;
  const head = ['application', 'commit', 'requests', 'spans', 'played', 'same output', 'same trace'];
  const row = [`${repository}, ${file}`, commit.slice(0, 10), requests, spans, times, sameOutput, sameTrace];
  console.log(markdown([head, row.map(String)], 'llrrrrr'));
  return isComplete && sameOutput === times && sameTrace === times;
}
