import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { autoInstrument } from '@bud/llm';
import * as bud from '@bud/observe';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { printTree } from './tree.js';

const files = ['client.jsonl', 'server.jsonl'].map((name) => fileURLToPath(new URL(`../out/${name}`, import.meta.url)));
for (const file of files) rmSync(file, { force: true });

const sdk = bud.configure({ serviceName: 'gardener', export: [{ file: { path: files[0] } }] });
autoInstrument(Client, { captureContent: true });

const server = fileURLToPath(new URL('server.js', import.meta.url));
const client = new Client({ name: 'gardener', version: '1.0.0' });

const advise = bud.track({ name: 'advise' }, async (city) => {
  const { content } = await client.callTool({ name: 'weather', arguments: { city } });
  return content[0].text;
});

await client.connect(new StdioClientTransport({ command: process.execPath, args: [server, files[1]] }));
console.log(await advise('Rome'));
await client.close();
await sdk.shutdown();
printTree(files);
