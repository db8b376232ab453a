// A database operation: takes plants out of the stock for an order, or does neither.
import { instrumentPg } from '@bud/observe/pg';
import pg from 'pg';

instrumentPg({ connections: false });

export const database = new pg.Pool();

/** @track */
export async function place(plant: string, count: number): Promise<number> {
  const client = await database.connect();
  try {
    await client.query('begin');
    await client.query('update stock set count = count - $1 where plant = $2', [count, plant]);
    const { rows } = await client.query<{ id: number }>(
      'insert into orders (plant, count) values ($1, $2) returning id',
      [plant, count],
    );
    await client.query('commit');
    return rows[0]?.id ?? 0;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
