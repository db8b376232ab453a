// A client of Prisma's is generated from a schema; what it does for its spans is this, with the helper that it looks for.
import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentPrisma } from '@bud/observe/prisma';

const operation = () =>
  globalThis.PRISMA_INSTRUMENTATION?.helper?.runInChildSpan(
    { name: 'operation', attributes: { model: 'Order' } },
    async () => {
      const query = {
        name: 'db_query',
        attributes: { 'db.query.text': `select 'sk-ant-api03-abcdefghijklmnopqrstuvwx'` },
      };
      await globalThis.PRISMA_INSTRUMENTATION.helper.runInChildSpan(query, async () => {});
      await globalThis.PRISMA_INSTRUMENTATION.helper.runInChildSpan({ name: 'serialize' }, async () => {});
    },
  );
const uninstrument = instrumentPrisma({ excludeSpans: [/serialize/] });
await bud.span('asking', operation);
uninstrument();
await operation();
const again = instrumentPrisma();
await bud.span('asking again', operation);
again();
await printRecorded();
