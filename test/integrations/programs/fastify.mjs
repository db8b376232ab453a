import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentFastify } from '@bud/observe/fastify';
import { instrumentHttp } from '@bud/observe/http';
import Fastify from 'fastify';

instrumentHttp({ outgoing: false });
const isOne = process.argv[2] === 'one';
const options = { excludeUrls: ['/health'], hooks: false };
const app = Fastify();
const uninstrument = isOne ? instrumentFastify({ ...options, app }) : instrumentFastify(options);

/** An application with its routes. */
async function serving(application) {
  application.addHook('preHandler', async function check() {});
  await application.register(async function shop(scope) {
    scope.get('/orders/:id', function order(request) {
      bud.info('looking up {id}', { id: request.params.id });
      return { id: request.params.id };
    });
    scope.get('/health', () => 'ok');
    scope.get('/fail', function fail() {
      throw new Error('no');
    });
  });
  return application.listen({ port: 0, host: '127.0.0.1' });
}

const another = Fastify();
const [base, other] = [isOne ? await serving(app) : '', await serving(another)];
for (const path of ['/orders/7', '/health', '/fail']) await (await fetch((isOne ? base : other) + path)).text();
if (isOne) await (await fetch(`${other}/orders/8`)).text();
uninstrument();
await (await fetch(`${isOne ? base : other}/orders/9`)).text();
await Promise.all([app.close(), another.close()]);
await printRecorded();
