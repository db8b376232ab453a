import * as bud from '@bud/observe';
import { instrumentFetch } from '@bud/observe/fetch';
import { instrumentHttp } from '@bud/observe/http';
import { createServer } from 'node:http';

instrumentHttp({ incoming: false });
instrumentFetch();
const names = [];
const receiver = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}');
  for (const { scopeSpans } of body.resourceSpans ?? [])
    for (const { spans } of scopeSpans) names.push(...spans.map(({ name }) => name));
  response.end('{}');
});
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${receiver.address().port}`;
const { flush, shutdown } = bud.configure({ export: [{ otlp: { url, protocol: 'http/json' } }] });

await fetch(url).then((answer) => answer.text());
// What an export had made would be sent by the next one.
await flush();
await flush();
await shutdown();
receiver.close();
console.log(JSON.stringify({ spans: [], logs: [], found: { names } }));
