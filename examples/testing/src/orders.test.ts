import { capture } from '@bud/testing';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { database, place } from './orders.js';

// PostgreSQL in this process, which the driver reaches as any other.
const postgres = await PGlite.create();
const server = new PGLiteSocketServer({ db: postgres, port: 0 });
beforeAll(async () => {
  await postgres.exec(`
    create table stock (plant text primary key, count integer check (count >= 0));
    create table orders (id integer primary key generated always as identity, plant text, count integer);
    insert into stock values ('tulip', 10);
  `);
  await server.start();
  const port = Number(server.getServerConn().split(':').at(-1));
  Object.assign(database.options, { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', max: 1 });
});
afterAll(async () => {
  await database.end();
  await server.stop();
  await postgres.close();
});

test('takes out of the stock and orders, in one transaction', async () => {
  const trace = await capture(() => place('tulip', 3));
  expect(trace.result).toBe(1);
  expect(trace.find('place > pg.query:UPDATE*')).toHaveAttributes({
    'db.query.text': 'update stock set count = count - $1 where plant = $2',
  });
  expect(trace).toMatchInlineSnapshot(`
    place(plant: "tulip", count: 3) → 1
    ├─ pg.query:BEGIN postgres
    ├─ pg.query:UPDATE postgres
    ├─ pg.query:INSERT postgres
    └─ pg.query:COMMIT postgres
  `);
});

test('takes back what it has begun where the stock does not reach', async () => {
  const trace = await capture(() => place('tulip', 30));
  expect(trace.error).toMatchObject({ constraint: 'stock_count_check' });
  expect(trace.find('place > pg.query:UPDATE*')).toHaveFailedWith(/violates check constraint/);
  expect(trace).not.toHaveSpan('place > pg.query:INSERT*');
  expect(trace).toHaveSpan('place > pg.query:ROLLBACK*');
});
