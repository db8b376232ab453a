import { autoInstrument } from '@bud/llm';
import * as bud from '@bud/observe';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

bud.configure({ serviceName: 'weather', export: [{ file: { path: process.argv[2] } }] });
autoInstrument(McpServer, { captureContent: true });

const forecast = bud.track({ name: 'forecast' }, async (city) => `${city}: sunny, 24 degrees`);

const server = new McpServer({ name: 'weather', version: '1.0.0' });
server.registerTool('weather', { inputSchema: z.object({ city: z.string() }) }, async ({ city }) => ({
  content: [{ type: 'text', text: await forecast(city) }],
}));
await server.connect(new StdioServerTransport());
