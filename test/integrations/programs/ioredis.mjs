import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentIORedis } from '@bud/observe/ioredis';
import { Redis } from 'ioredis';

const client = new Redis(Number(process.argv[2]), '127.0.0.1');
await client.ping();
const uninstrument = instrumentIORedis();
await bud.span('asking', async () => {
  await client.set('user:1', 'the secret of Ada');
  await client.get('user:1');
});
await client.get('user:1');
uninstrument();
await client.get('user:1');
const again = instrumentIORedis({ requireParent: false });
await client.get('user:1');
await bud.span('asking again', async () => client.get('user:1'));
again();
await client.quit();
await printRecorded();
