import cluster from 'node:cluster';
import { createServer, get } from 'node:http';

/** @track */
function answer(url: string) {
  return `${process.pid} ${url}`;
}

if (cluster.isPrimary) {
  let online = 0;
  for (let count = 0; count < 3; count += 1) {
    cluster.fork().once('listening', ({ port }) => {
      online += 1;
      if (online < 3) return;
      setInterval(
        () => void get({ port, agent: false }, (response) => void response.resume()).on('error', () => {}),
        5,
      );
      process.on('message', () => process.send?.({}));
      process.send?.('ready');
    });
  }
} else {
  createServer((request, response) => response.end(answer(request.url ?? ''))).listen(0, '127.0.0.1');
}
