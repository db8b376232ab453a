import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentRedis } from '@bud/observe/redis';
import { createClient } from 'redis';

const uninstrument = instrumentRedis();
const client = createClient({ url: `redis://127.0.0.1:${process.argv[2]}` });
await client.connect();
await bud.span('asking', async () => {
  await client.set('user:1', 'the secret of Ada');
  await client.get('user:1');
  await client.multi().incr('visits').get('visits').exec();
});
uninstrument();
await client.get('user:1');
const again = instrumentRedis();
await bud.span('asking again', async () => client.get('user:1'));
again();
await client.close();
await printRecorded();
