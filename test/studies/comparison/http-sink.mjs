import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

/**
 * A server on the loopback interface that accepts everything and remembers the bodies: the other end of libraries that
 * know no other way out. `answer(request)` gives the JSON to answer with.
 */
export async function httpSink(answer = () => ({})) {
  let requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
    const isJson = /\bjson\b/.test(request.headers['content-type'] ?? '') && text !== '';
    const received = { method: request.method, path: request.url, body: isJson ? JSON.parse(text) : undefined };
    requests.push(received);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(received)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The process ends when its rows are done, not when the last connection closes.
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests: () => requests,
    clear: () => void (requests = []),
  };
}
