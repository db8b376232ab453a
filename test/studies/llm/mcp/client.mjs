// A client of the Model Context Protocol, and a server in a process of its own: what its callers do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('server.mjs', import.meta.url));
const load = async (name) => import(name);

/** The class of clients of a major. */
export async function clientClass(major) {
  const { Client } = await load(major === 1 ? 'mcp-1/client/index.js' : 'mcp-client-2');
  return Client;
}

/** Connects a client to a server of a major, over `stdio` or `http`; `close` gives the spans that the server has made. */
export async function connect(Client, { client: major, server: serverMajor, transport: kind, isPlain }) {
  const args = [server, String(serverMajor), kind, ...(isPlain ? ['plain'] : [])];
  const { transport, stderr, child } = kind === 'stdio' ? await overPipes(major, args) : await overHttp(major, args);
  let lines = '';
  stderr.setEncoding('utf8').on('data', (text) => (lines += text));
  const client = new Client({ name: 'gardener', version: '1.0.0' });
  await client.connect(transport);
  const spans = () => lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return {
    client,
    spans,
    async close() {
      await client.close();
      child?.kill();
    },
  };
}

async function overPipes(major, args) {
  const { StdioClientTransport } = await load(major === 1 ? 'mcp-1/client/stdio.js' : 'mcp-client-2/stdio');
  const transport = new StdioClientTransport({ command: process.execPath, args, stderr: 'pipe' });
  return { transport, stderr: transport.stderr };
}

async function overHttp(major, args) {
  const { StreamableHTTPClientTransport } = await load(major === 1 ? 'mcp-1/client/streamableHttp.js' : 'mcp-client-2');
  const child = spawn(process.execPath, args);
  const [url] = await once(child.stdout, 'data');
  return { transport: new StreamableHTTPClientTransport(new URL(String(url).trim())), stderr: child.stderr, child };
}

const rome = { city: 'Rome' };
const slow = { name: 'slow', arguments: rome };
/** Version 1 takes a schema of the result before the options. */
const callSlow = ({ client, major }, options) =>
  client.callTool(slow, ...(major === 1 ? [undefined, options] : [options]));

/** The name of a call, and the call. */
export const forms = {
  listTools: ({ client }) => client.listTools(),
  callTool: ({ client }) => client.callTool({ name: 'weather', arguments: rome }),
  'callTool, at the same time': ({ client }) =>
    Promise.all(['Rome', 'Oslo'].map((city) => client.callTool({ name: 'weather', arguments: { city } }))),
  'callTool, which says that it has failed': ({ client }) => client.callTool({ name: 'broken', arguments: rome }),
  'callTool of none': ({ client }) => client.callTool({ name: 'nothing', arguments: {} }),
  'callTool, aborted': async (of) => {
    const controller = new AbortController();
    const answer = callSlow(of, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    return answer;
  },
  'callTool, too slow': (of) => callSlow(of, { timeout: 20 }),
  'callTool with a trace of the program': ({ client }) =>
    client.callTool({
      name: 'weather',
      arguments: rome,
      _meta: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    }),
  getPrompt: ({ client }) => client.getPrompt({ name: 'advice', arguments: rome }),
  readResource: ({ client }) => client.readResource({ uri: 'notes://all' }),
  ping: ({ client }) => client.ping(),
};
