import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentMySQL } from '@bud/observe/mysql';
import { createConnection } from 'mysql2/promise';

const connection = await createConnection({ host: '127.0.0.1', port: Number(process.argv[2]), user: 'root' });
const uninstrument = instrumentMySQL();
await bud.span('asking', async () => {
  await connection.query('select ? as name', ['Ada']);
  await connection.execute('select ? as name', ['Ada']);
  await connection.query(`select 'sk-ant-api03-abcdefghijklmnopqrstuvwx' as token`);
  await connection.query('select nothing from nowhere').catch(() => {});
});
uninstrument();
await connection.query('select 1');
const again = instrumentMySQL({ parameters: true });
await bud.span('asking again', async () => connection.query('select ? as name', ['Grace']));
again();
await connection.end();
await printRecorded();
