import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';
import { startModelServer } from '../../../test/studies/llm/model-server.mjs';

// Programs in processes of their own, with the libraries that they have installed and no line about this package.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const study = join(root, 'test/studies/llm');
beforeAll(() => install('test/studies/llm'), 240_000);

/** A program whose `node_modules` has these, from where they are installed here. */
function projectWith(packages: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Project {
  const project = createProject(files);
  const ours = { '@bud/llm': join(root, 'packages/llm'), '@bud/observe': join(root, 'packages/observe') };
  for (const [name, folder] of Object.entries({ ...ours, ...packages })) {
    const link = join(project.root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folder, link, 'junction');
  }
  return project;
}

const from = (alias: string): string => join(study, 'node_modules', alias);

const run = async (project: Project, words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  promisify(execFile)(process.execPath, words, { cwd: project.root, env: { PATH: process.env['PATH'], ...env } });

const files = {
  'ask.cjs': `const { OpenAI } = require('openai');
exports.ask = async (baseURL) => new OpenAI({ apiKey: 'none', baseURL }).embeddings.create({ model: 'required', input: 'x' });
`,
  'main.mjs': `import { configure, memoryExporter } from '@bud/observe';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { ask } from './ask.cjs';

const memory = memoryExporter();
const { shutdown } = configure({ export: [memory] });
const { URL: url, ORIGIN: origin } = process.env;
const messages = [{ role: 'user', content: 'Hi' }];
await new OpenAI({ apiKey: 'none', baseURL: url }).chat.completions.create({ model: 'imported', messages });
await new Anthropic({ apiKey: 'none', baseURL: origin }).messages.create({ model: 'claude', max_tokens: 9, messages });
await ask(url);
await shutdown();
console.log(memory.spans.map(({ name }) => name).join('\\n'));
`,
};

test('`node --import @bud/llm/auto` records what the program imports, and what it requires', async () => {
  const server = await startModelServer();
  using project = projectWith({ openai: from('openai-6'), '@anthropic-ai/sdk': from('anthropic-0-133') }, files);
  try {
    const env = { URL: server.url, ORIGIN: server.origin };
    const { stdout, stderr } = await run(project, ['--import', '@bud/llm/auto', 'main.mjs'], env);
    expect(stderr).not.toMatch(/warning|not recorded/i);
    expect(stdout).toBe('chat imported\nchat claude\nembeddings required\n');
  } finally {
    server.close();
  }
});

const discovering = {
  'main.mjs': `import { enableAutoTracing } from '@bud/llm';
const { libraries, stop } = await enableAutoTracing(JSON.parse(process.argv[2] ?? '{}'));
stop();
stop();
console.log(JSON.stringify(libraries, (key, value) => (value instanceof Error ? value.message : value), 1));
`,
};

test('enableAutoTracing finds all that is installed, and says why one is left out', async () => {
  const packages = {
    openai: from('openai-7'),
    '@aws-sdk/client-bedrock-runtime': from('bedrock-3-1164'),
    'cohere-ai': from('cohere-8'),
    '@google/genai': from('google-genai-3'),
    'groq-sdk': from('groq-1'),
    '@mistralai/mistralai': from('mistral-2'),
    ollama: from('ollama-0'),
    ai: from('ai-6'),
    '@modelcontextprotocol/client': from('mcp-client-2'),
    '@modelcontextprotocol/sdk': from('mcp-1'),
  };
  using project = projectWith(packages, {
    ...discovering,
    'node_modules/@openai/agents/package.json': '{ "name": "@openai/agents", "version": "9.0.0", "main": "index.cjs" }',
    'node_modules/@openai/agents/index.cjs': `throw new Error('cannot be loaded');`,
  });
  const { stdout } = await run(project, ['main.mjs']);
  expect(JSON.parse(stdout)).toEqual([
    { library: 'openai', specifier: 'openai' },
    { library: 'bedrock', specifier: '@aws-sdk/client-bedrock-runtime' },
    { library: 'cohere', specifier: 'cohere-ai' },
    { library: 'google-genai', specifier: '@google/genai' },
    { library: 'groq', specifier: 'groq-sdk' },
    { library: 'mistral', specifier: '@mistralai/mistralai' },
    { library: 'ollama', specifier: 'ollama' },
    { library: 'ai', specifier: 'ai', reason: expect.stringContaining('traced(ai)') },
    { library: 'openai-agents', specifier: '@openai/agents', reason: 'cannot be loaded' },
    { library: 'mcp', specifier: '@modelcontextprotocol/sdk/client/index.js' },
    { library: 'mcp', specifier: '@modelcontextprotocol/sdk/server/index.js' },
    { library: 'mcp', specifier: '@modelcontextprotocol/client' },
  ]);
  const { stdout: some } = await run(project, ['main.mjs', '{"libraries":["groq","anthropic"]}']);
  expect(JSON.parse(some)).toEqual([{ library: 'groq', specifier: 'groq-sdk' }]);
});

test('a library that nobody knows is an error', async () => {
  using project = projectWith({}, discovering);
  await expect(run(project, ['main.mjs', '{"libraries":["opnai"]}'])).rejects.toThrow(
    'enableAutoTracing() knows no library "opnai" (known: openai, anthropic, bedrock, cohere, google-genai, groq, mistral, ollama, ai, langchain, openai-agents, mcp).',
  );
});
