import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { install } from '../install.mjs';
import { gardenLines } from './garden.ts';
import { traceIdOf } from './otlp.ts';

await install('test/viewer');
const require = createRequire(import.meta.url);

/** As much of the official client as is used: its own types are there only when it is installed. */
interface AgentClient {
  connect(transport: object): Promise<void>;
  close(): Promise<void>;
  listTools(): Promise<{
    readonly tools: readonly { readonly name: string; readonly annotations?: { readonly readOnlyHint?: boolean } }[];
  }>;
  callTool(call: {
    readonly name: string;
    readonly arguments: object;
  }): Promise<{ readonly content: readonly { readonly type: string; readonly text?: string }[] }>;
}
type Constructor<Of> = new (options: object) => Of;

const load = async (name: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(require.resolve(name)).href)) as Readonly<Record<string, unknown>>;
// Proof of the casts: the documentation of the client says so.
const Client = (await load('@modelcontextprotocol/client'))['Client'] as Constructor<AgentClient>;
const Transport = (await load('@modelcontextprotocol/client/stdio'))['StdioClientTransport'] as Constructor<object>;

const folder = mkdtempSync(join(tmpdir(), 'bud-mcp-'));
const bud = fileURLToPath(new URL('../../packages/cli/bin/bud.js', import.meta.url));
const client = new Client({ name: 'agent', version: '1.0.0' });

beforeAll(async () => {
  writeFileSync(join(folder, 'trace.jsonl'), `${gardenLines().join('\n')}\n`);
  const transport = new Transport({
    command: process.execPath,
    args: [bud, 'mcp', 'trace.jsonl'],
    cwd: folder,
  });
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, given: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { content } = await client.callTool({ name, arguments: given });
  return content.map((part) => part.text ?? '').join('');
}

test('an agent learns which tools there are, and that they only read', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual(
    ['list_traces', 'search_spans', 'show_trace', 'diff_traces', 'slowest', 'failures'].map((name) => [name, true]),
  );
});

test('it lists and searches', async () => {
  expect(await call('list_traces', { query: 'error' })).toMatch(
    /^1 traces\n0+2 {2}answer \(agent\) .*1480 ms, 2 spans, 2 errors$/,
  );
  expect(await call('search_spans', { query: 'name:forecast' })).toMatch(
    /^(?:\S+ \S+ {2}execute_tool forecast\(city: .*\n?){3}$/,
  );
  expect(await call('search_spans', { query: 'nowhere' })).toBe('nothing');
});

test('it shows a trace, or one span, with arguments and results', async () => {
  const shown = await call('show_trace', { trace_id: traceIdOf(3), span_id: '3'.padStart(16, '0') });
  expect(shown).toMatch(/^# execute_tool forecast\n[^]*"city": "Vienna"[^]*"highestC": 19[^]*## GET/);
  expect(await call('show_trace', { trace_id: 'none' })).toContain('there is no trace none');
});

test('it compares runs, and finds what is slow and what failed', async () => {
  expect(await call('diff_traces', { before: traceIdOf(1), after: traceIdOf(3) })).toMatch(
    /^~ answer.*\n~ +output: "Plant tomatoes in May\." → "Plant tomatoes after the Ice Saints\."\n/,
  );
  expect(await call('slowest', { count: 1 })).toMatch(/^0+3 0+5 {2}chat gpt-4o-mini .*self 2660\.0 ms$/);
  expect(await call('failures')).toMatch(/in answer > execute_tool forecast\nRangeError: no forecast for Atlantis\n/);
});
