import { instrumentFetch } from '@bud/observe/fetch';
import { instrumentPg } from '@bud/observe/pg';
import { expect, it, vi } from 'vitest';

it('says once what to install when the package of an instrumentation is missing', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  instrumentPg()();
  instrumentPg({ parameters: true })();
  instrumentFetch()();
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();
  const program = process.argv[1];
  expect(lines).toEqual([
    `bud: instrumentPg: the package @opentelemetry/instrumentation-pg is not installed for ${program}, so pg makes no spans. Run: npm install @opentelemetry/instrumentation-pg\n`,
    `bud: instrumentFetch: the package @opentelemetry/instrumentation-undici is not installed for ${program}, so fetch makes no spans. Run: npm install @opentelemetry/instrumentation-undici\n`,
  ]);
});
