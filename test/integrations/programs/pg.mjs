import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentPg } from '@bud/observe/pg';
import pg from 'pg';

// Made before: it is an object of the class that is patched in place.
const pool = new pg.Pool({ host: '127.0.0.1', port: Number(process.argv[2]), user: 'bud', database: 'postgres' });
const uninstrument = instrumentPg({ connections: false });

await bud.span('asking', async () => {
  await pool.query('select $1::text as name', ['Ada']);
  await pool.query(`select 'sk-ant-api03-abcdefghijklmnopqrstuvwx' as key, '${'long '.repeat(100)}' as text`);
  await pool.query('select nothing from nowhere').catch(() => {});
});
uninstrument();
await pool.query('select 1');
const again = instrumentPg({ parameters: true });
await bud.span('asking again', async () => pool.query('select $1::text as name', ['Grace']));
again();
await pool.end();
await printRecorded();
