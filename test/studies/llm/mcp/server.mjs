// A server of the Model Context Protocol in a process of its own, whose spans go to stderr, one a line.
//
//   node server.mjs <1 | 2> stdio        speaks over its own pipes
//   node server.mjs <1 | 2> http         prints the URL at which it listens
//   … plain                              the same, not recorded
import { createServer } from 'node:http';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { context, trace } from '@opentelemetry/api';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { autoInstrument } from '@bud/llm';
import { startTracking } from '@bud/runtime/otel';
import { track } from '@bud/runtime/track';

const [major, transport, plain] = process.argv.slice(2);
const load = async (name) => import(name);
const isFirst = major === '1';
const { McpServer } = await load(isFirst ? 'mcp-1/server/mcp.js' : 'mcp-server-2');
const { StdioServerTransport } = await load(isFirst ? 'mcp-1/server/stdio.js' : 'mcp-server-2/stdio');
const { WebStandardStreamableHTTPServerTransport } = await load(
  isFirst ? 'mcp-1/server/webStandardStreamableHttp.js' : 'mcp-server-2',
);
const { z } = await load('zod');

if (plain === undefined) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: toStderr() })] }),
  );
  startTracking();
  autoInstrument(McpServer, { captureContent: true });
}

const look = track({ name: 'look' }, async (city) => `${city}: sunny`);

function makeServer() {
  const server = new McpServer({ name: 'garden', version: '1.0.0' });
  const shape = { city: z.string() };
  const inputSchema = isFirst ? shape : z.object(shape);
  const text = (words) => ({ content: [{ type: 'text', text: words }] });
  server.registerTool('weather', { description: 'Looks out', inputSchema }, async ({ city }) => text(await look(city)));
  server.registerTool('broken', { inputSchema }, async () => ({ ...text('out of order'), isError: true }));
  server.registerTool('slow', { inputSchema }, async () => new Promise(() => {}));
  server.registerPrompt('advice', { argsSchema: isFirst ? shape : z.object(shape) }, ({ city }) => ({
    messages: [{ role: 'user', content: { type: 'text', text: `What grows in ${city}?` } }],
  }));
  server.registerResource('notes', 'notes://all', {}, async ({ href }) => ({
    contents: [{ uri: href, text: 'Water.' }],
  }));
  return server;
}

if (transport === 'stdio') await makeServer().connect(new StdioServerTransport());
else listen();

/** Each session has a server and a transport of its own. */
function listen() {
  const sessions = new Map();
  const http = createServer(async (request, response) => {
    const { method, headers } = request;
    const body = method === 'POST' ? await new Response(request).arrayBuffer() : undefined;
    let session = sessions.get(headers['mcp-session-id']);
    if (session === undefined) {
      session = new WebStandardStreamableHTTPServerTransport({
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (id) => void sessions.set(id, session),
      });
      await makeServer().connect(session);
    }
    const answer = await session.handleRequest(
      new Request(`http://localhost${request.url}`, { method, headers, body }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body !== null) for await (const part of answer.body) response.write(part);
    response.end();
  });
  http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}/mcp`));
}

function toStderr() {
  return {
    export(spans, done) {
      for (const span of spans) {
        const { name, kind, status, attributes, parentSpanContext } = span;
        const { traceId, spanId } = span.spanContext();
        const parentId = parentSpanContext?.spanId;
        process.stderr.write(`${JSON.stringify({ name, kind, status, attributes, traceId, spanId, parentId })}\n`);
      }
      done({ code: 0 });
    },
    async forceFlush() {},
    async shutdown() {},
  };
}
