import { database } from './database.ts';
import type { Order } from './order.ts';
import { redis, send } from './queue.ts';

/** @track */
export async function place(plant: string, count: number): Promise<Order> {
  const { rows } = await database.query<Order>(
    `insert into orders (plant, count, state) values ($1, $2, 'placed') returning *`,
    [plant, count],
  );
  const [order] = rows as [Order];
  await redis.incrBy(`ordered:${plant}`, count);
  await send(order);
  return order;
}

/** @track */
export async function deliver(id: number): Promise<void> {
  await database.query(`update orders set state = 'delivered' where id = $1`, [id]);
}

export async function find(id: number): Promise<Order | undefined> {
  const { rows } = await database.query<Order>('select * from orders where id = $1', [id]);
  return rows[0];
}
