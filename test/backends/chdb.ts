// Needs `npm install --prefix test/backends` once: a whole ClickHouse is 546 MB, and none for some systems.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tables } from './tables.ts';

const require = createRequire(import.meta.url);

/** Whether there is a ClickHouse to ask. */
export const hasClickHouse: boolean = existsSync(new URL('node_modules/chdb', import.meta.url));

/** What a test needs of the client besides what it asks for. */
interface Commanded {
  command(of: { readonly query: string }): Promise<unknown>;
}

/** The client of `@clickhouse/client`, talking to a ClickHouse inside of this process, with the tables of the Collector. */
export async function openClickHouse<Client extends Commanded>(): Promise<Client> {
  const [{ createClient }, { createChdbConnection }] = ['@clickhouse/client', 'chdb/connection'].map(
    // Proof of the cast: what these packages export, which the repository itself does not install.
    (name) => require(name) as unknown,
  ) as [{ createClient(of: object): Client }, { createChdbConnection(of: object): object }];
  const client = createClient({ connection: createChdbConnection({ path: ':memory:' }) });
  for (const query of tables) await client.command({ query });
  return client;
}
