import pg from 'pg';

const { DATABASE_URL = 'postgres://bud@127.0.0.1:5432/postgres' } = process.env;

/** Connections are made when they are needed. */
export const database = new pg.Pool({ connectionString: DATABASE_URL });

/** Makes what is not there yet. */
export async function prepareDatabase(): Promise<void> {
  await database.query(`create table if not exists orders (
    id integer primary key generated always as identity, plant text, count integer, state text
  )`);
}
