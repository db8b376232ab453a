import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asking, connect, type ClickHouseReader } from '../clickhouse/client.ts';
import { ClickHouseTraces } from '../clickhouse/traces.ts';
import { editorOf } from '../editor/open-editor.ts';
import { TraceFiles, withRotated } from '../source/trace-files.ts';
import { TraceStore } from '../store/trace-store.ts';
import type { Traces } from '../store/traces.ts';
import { answerText } from './answer.ts';
import { isLoopback } from './guard.ts';
import { basePath, viewerHandler } from './handler.ts';
import { keeping } from './keeping.ts';

/** What a viewer shows, and where. */
export interface ViewerOptions {
  /** Trace files to show; they are followed as they grow. */
  readonly files?: readonly string[];
  /** The file that received spans are appended to; none are kept without it. */
  readonly keepIn?: string;
  /** Shows the traces of this ClickHouse instead: `http://user:password@host:8123/database`, or a client of `@clickhouse/client`. */
  readonly clickhouse?: string | ClickHouseReader;
  /** The port, 4318 by default, where exporters of OTLP send to; another one when that is taken, unless it is given. */
  readonly port?: number;
  /** The address to listen at, 127.0.0.1 by default. Any other needs a token, which is part of the viewer's `url`. */
  readonly host?: string;
  /** The project's folder, whose files can be opened in an editor; the working folder by default. */
  readonly root?: string;
  /** Variables that name an editor, as `EDITOR`; those of the process by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Learns what a user should know while the viewer runs, a sentence each. */
  readonly report?: (message: string) => void;
}

/** A viewer that runs. */
export interface Viewer {
  /** The page's address, with the token where one is needed. */
  readonly url: string;
  /** Where exporters send to. */
  readonly endpoint: string;
  /** Whether that is the port that was wanted. */
  readonly hasWantedPort: boolean;
  close(): Promise<void>;
}

const defaultPort = 4318;

/**
 * Starts the viewer's server: shows trace files, and takes spans by OTLP over HTTP. Rejects when a file cannot be read, or the
 * address cannot be listened at.
 *
 * @example
 * import { startViewer } from '@bud/viewer';
 *
 * const viewer = await startViewer({ files: [], port: 0 });
 * const page = await fetch(viewer.url);
 * page.status; // 200
 * await viewer.close();
 */
export async function startViewer(options: ViewerOptions = {}): Promise<Viewer> {
  const { files = [], keepIn, host = '127.0.0.1', root = process.cwd(), environment = process.env } = options;
  const { report = () => {}, clickhouse } = options;
  const store = new TraceStore();
  const sources = new TraceFiles(store, (await Promise.all(files.map(withRotated))).flat());
  await sources.readAll();
  const database = clickhouse === undefined ? undefined : await connected(clickhouse);
  const token = isLoopback(host) ? undefined : randomBytes(24).toString('base64url');
  const server = createViewerServer({
    door: { host, token },
    traces: database?.traces ?? store,
    receiver:
      database === undefined
        ? { store, keep: keepIn === undefined ? async () => {} : keeping(keepIn, report) }
        : undefined,
    openEditor: editorOf(root, environment),
  });
  const hasWantedPort = await listen(server, host, options.port);
  sources.follow();
  // Proof of the cast: it listens on a port.
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    url: `${endpoint}${basePath}${token === undefined ? '' : `?token=${token}`}`,
    endpoint,
    hasWantedPort,
    async close() {
      sources.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await database?.close();
    },
  };
}

interface Database {
  readonly traces: Traces;
  close(): Promise<void>;
}

/** A client that was given stays whose it is. Asks once, so that a wrong address is told of at once. */
async function connected(clickhouse: NonNullable<ViewerOptions['clickhouse']>): Promise<Database> {
  const client = typeof clickhouse === 'string' ? await connect(clickhouse) : clickhouse;
  const close = async (): Promise<void> => (client === clickhouse ? undefined : await client.close());
  const ask = asking(client);
  await ask('SELECT 1 FROM otel_traces LIMIT 0', {}).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { traces: new ClickHouseTraces(ask), close };
}

function createViewerServer(parts: Parameters<typeof viewerHandler>[0]): Server {
  const handle = viewerHandler(parts);
  const server = createServer((request, response) => {
    if (handle(request, response)) return;
    if (request.url === '/') response.writeHead(302, { location: basePath }).end();
    else answerText(response, 404, `There is nothing here. The page is at ${basePath}.`);
  });
  // A client that was killed, or speaks no HTTP, is no reason to end.
  server.on('clientError', (_error, socket) => socket.destroy());
  return server;
}

/** Listens at the port, or at any when 4318 was not asked for and is taken; says whether it is the one that was wanted. */
async function listen(server: Server, host: string, port: number | undefined): Promise<boolean> {
  const listenAt = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await listenAt(port ?? defaultPort);
    return true;
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken || port !== undefined) throw error;
    await listenAt(0);
    return false;
  }
}
