import type { FlowLog } from '@bud/flow/file';
import { BadInput } from '../arguments/bad-input.ts';
import { idNamed, type OpenFlows } from './flows.ts';

/** The flows in a ClickHouse, such as `http://user:password@host:8123/database`; of all of them, the newest 1,000. */
export async function openClickHouseFlows(url: string): Promise<OpenFlows> {
  const { openFlowTable } = await import('@bud/flow/clickhouse');
  if (!URL.canParse(url)) throw new BadInput(`"${url}" is no address`, `Write it as ${example}.`);
  const table = openFlowTable({ url });
  const asking = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    await answer.catch((error: unknown) => Promise.reject(refusal(url, error)));
  const idsOf = async (id: string | undefined): Promise<readonly string[]> =>
    await asking(table.flowIds(id === undefined ? {} : { prefix: id }));
  const logOf = async (id: string): Promise<FlowLog> =>
    // Proof of the cast: its id was just read.
    (await asking(table.getFlowLog(id))) as FlowLog;
  return {
    all: async () => await Promise.all((await idsOf(undefined)).map(logOf)),
    named: async (id) => await logOf(idNamed(id, await idsOf(id))),
    async query(id, wanted) {
      const ids = await idsOf(id);
      const asked = id === undefined ? ids : [idNamed(id, ids)];
      return (await Promise.all(asked.map((each) => asking(table.query(each, wanted))))).flat();
    },
    close: () => table.close(),
  };
}

const example = '`http://user:password@host:8123/database`';

function refusal(url: string, error: unknown): BadInput {
  const said = error instanceof Error ? error.message : String(error);
  return new BadInput(
    `the flows of ${new URL(url).host} cannot be read: ${said}`,
    `Check the address, ${example}; the table is flow_events, as \`openFlowTable().create()\` makes it.`,
    error,
  );
}
