// Requests that are recorded, and played without the server; instrumented before the first recording, or after it.
import { printRecorded } from './recording.mjs';
import { instrumentHttp } from '@bud/observe/http';
import { instrumentFetch } from '@bud/observe/fetch';
import { record, replay } from '@bud/testing/replay';
import http from 'node:http';
import { join } from 'node:path';

const [, , order, folder] = process.argv;
if (order === 'after') await record(join(folder, 'nothing'), () => {});
instrumentHttp();
instrumentFetch();

const server = http.createServer((_, outgoing) => outgoing.writeHead(201).end('yes'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;

async function ask() {
  const answer = await new Promise((resolve, reject) => http.get(`${base}/http`, resolve).on('error', reject));
  const chunks = await answer.toArray();
  return [answer.statusCode, chunks.join(''), await (await fetch(`${base}/fetch`)).text()];
}

const recorded = await record(folder, ask);
server.close();
server.closeAllConnections();
const played = await replay(folder, ask);
const seen = ({ result, spans }) => [
  result,
  spans.map(({ name, attributes }) => [name, attributes['url.full'], attributes['http.response.status_code']]),
];
await printRecorded({ base, recorded: seen(recorded), played: seen(played), isEqual: played.diff.isEqual });
