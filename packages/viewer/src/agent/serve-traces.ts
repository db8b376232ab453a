/**
 * Traces for coding agents, through the Model Context Protocol:
 *
 *   trace files ─▶ store ─▶ tools: list, search, show, diff, slowest, failures ─▶ strings that a model reads well
 *
 * What is read from a trace is data, and every answer says so.
 */
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { TraceFiles, withRotated } from '../source/trace-files.ts';
import { TraceStore } from '../store/trace-store.ts';
import { addTools } from './tools.ts';

/**
 * Serves traces of files to an agent over standard input and output, until the agent goes away. Rejects when a file cannot be
 * read.
 */
export async function serveTraces(files: readonly string[]): Promise<void> {
  const store = new TraceStore();
  const sources = new TraceFiles(store, (await Promise.all(files.map(withRotated))).flat());
  await sources.readAll();
  const server = new McpServer({ name: 'bud', version: '0.1.0' });
  addTools(server, { store, refresh: () => sources.read() });
  const closed = new Promise<void>((close) => {
    process.stdin.once('close', () => close());
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
}
