// A whole ClickHouse inside of this process (chdb) behind as much of its HTTP interface as clients need that insert rows:
// the Collector's exporter, which sends Native blocks, and @clickhouse/client, which sends lines of JSON.
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { emptyFolder } from './server.mjs';

/** Starts it, with nothing in it. */
export async function startClickHouse() {
  const { Session } = createRequire(import.meta.url)('chdb');
  const session = new Session();
  const folder = emptyFolder('clickhouse');
  // One after the other: which database is used is the state of the session.
  let last = Promise.resolve();
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url, 'http://host');
    const body = Buffer.concat(await request.toArray());
    const answering = last.then(() => answer(session, folder, searchParams, body));
    last = answering.catch(() => {});
    try {
      response.end(await answering);
    } catch (error) {
      const [type = 'UNKNOWN'] = /(?<=\()[A-Z_]+(?=\))/.exec(error.message) ?? [];
      response.writeHead(500, { 'x-clickhouse-exception-code': '1' }).end(`Code: 1. ${error.message} (${type})`);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    version: (await rowsOf(session, 'SELECT version() AS version'))[0].version,
    rows: (query) => rowsOf(session, query),
    run: (query) => session.queryAsync(query),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      session.cleanup();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function rowsOf(session, query) {
  const { data } = (await session.queryAsync(query, { format: 'JSON' })).json();
  return data;
}

/** ClickHouse, HTTP interface: the query is a parameter, and the body its data, or the body is the query. */
async function answer(session, folder, parameters, body) {
  await session.queryAsync(`USE ${parameters.get('database') ?? 'default'}`);
  for (const [name, value] of parameters)
    if (name.startsWith('param_')) await session.queryAsync(`SET ${name} = ${quoted(value)}`);
  const query = parameters.get('query');
  if (query === null) {
    const text = String(body);
    if (text.includes('displayName()')) return hello(session);
    return (await session.queryAsync(text, { format: parameters.get('default_format') ?? 'TSV' })).bytes();
  }
  const [, into, format] = /^(INSERT INTO .*?)(?:\s+VALUES.*)?\s+FORMAT (\w+)\s*$/is.exec(query) ?? [];
  if (into === undefined) return (await session.queryAsync(query, { format: 'TSV' })).bytes();
  const file = join(folder, 'data');
  writeFileSync(file, body);
  if (format === 'Native') await session.queryAsync(`${into} SELECT * FROM file('${file}', 'Native')`);
  else await session.queryAsync(`${query}\n${String(body)}`);
  return Buffer.alloc(0);
}

/** A parameter as it came is what ClickHouse reads a value from: with the escapes that it has. */
function quoted(text) {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}

/**
 * What clickhouse-go asks first: a block of Native, as a server of its time writes it. By calling itself revision 0 this
 * one gets to send the blocks that follow as they come out of chdb, without what later revisions put before them.
 */
async function hello(session) {
  const [{ version, timezone }] = await rowsOf(session, 'SELECT version() AS version, timezone() AS timezone');
  const columns = [
    ['displayName()', 'String', string('chdb')],
    ['version()', 'String', string(version)],
    ['revision()', 'UInt32', Buffer.alloc(4)],
    ['timezone()', 'String', string(timezone)],
  ];
  const information = [1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0];
  return Buffer.concat([
    Buffer.from([...information, columns.length, 1]),
    ...columns.map(([name, type, data]) => Buffer.concat([string(name), string(type), Buffer.from([0]), data])),
  ]);
}

/** Shorter than 128 bytes. */
function string(text) {
  return Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
}
