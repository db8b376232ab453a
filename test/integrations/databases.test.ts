import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install } from '../install.mjs';
import { runProgram, treeOf, type Recorded } from './run-program.ts';
import { missing, startServer, type Server, type ServerName } from './servers.ts';

/** Tests against a real server; where it is not installed, they are skipped, and that is said. */
function withServer(name: ServerName, program: string, tests: (recorded: () => Recorded) => void): void {
  const reason = missing(name);
  if (reason !== undefined) process.stderr.write(`Not tested: ${program}, because ${reason}.\n`);
  describe.skipIf(reason !== undefined)(`${program} with a real ${name}`, () => {
    let server: Server;
    let recorded: Recorded;
    beforeAll(async () => {
      await install('test/integrations');
      server = await startServer(name);
      recorded = await runProgram(program, String(server.port));
    }, 300_000);
    afterAll(() => server?.stop());
    tests(() => recorded);
  });
}

/** The statements of the spans of an integration, of which all say what they are. */
function statementsOf({ spans }: Recorded): readonly unknown[] {
  const made = spans.filter(({ scope }) => scope !== 'bud');
  expect(new Set(made.map(({ attributes }) => attributes['bud.span_type']))).toEqual(new Set(['integration']));
  return made.map(({ attributes }) => attributes['db.query.text']);
}

withServer('postgresql', 'pg.mjs', (recorded) => {
  it('makes spans below the one that runs, of a library that an ES module has imported before', () => {
    expect(treeOf(recorded())).toEqual([
      'asking',
      '  pg.query:SELECT postgres',
      '  pg.query:SELECT postgres',
      '  pg.query:SELECT postgres',
      'asking again',
      '  pg-pool.connect',
      '  pg.query:SELECT postgres',
    ]);
    expect(recorded().stderr).toBe('');
  });

  it('cuts statements, and hides secrets in them', () => {
    const [first, long, failed] = statementsOf(recorded());
    expect(first).toBe('select $1::text as name');
    expect(long).toMatch(/^select '\[REDACTED\]' as key, 'long .*…\[\d+ more\]….* as text$/);
    expect(String(long).length).toBeLessThanOrEqual(200);
    expect(failed).toBe('select nothing from nowhere');
    expect(recorded().spans.map(({ status }) => status)).toEqual([0, 0, 2, 0, 0, 0, 0]);
  });

  it('records parameters on request', () => {
    const values = recorded().spans.map(({ attributes }) => attributes['db.postgresql.values']);
    expect(values.filter((value) => value !== undefined)).toEqual([['Grace']]);
  });
});

withServer('mariadb', 'mysql.mjs', (recorded) => {
  it('makes spans below the one that runs, until it is taken back', () => {
    expect(treeOf(recorded())).toEqual([
      'asking',
      '  select',
      '  select',
      '  select',
      '  select',
      'asking again',
      '  select',
    ]);
    expect(recorded().stderr).toBe('');
  });

  it('records statements without secrets, and values only on request', () => {
    expect(statementsOf(recorded())).toEqual([
      'select ? as name',
      'select ? as name',
      "select '[REDACTED]' as token",
      'select nothing from nowhere',
      "select 'Grace' as name",
    ]);
  });
});

withServer('redis', 'redis.mjs', (recorded) => {
  it('makes spans of commands, of a library that an ES module has imported before', () => {
    expect(treeOf(recorded())).toEqual([
      'redis-connect',
      'asking',
      '  redis-SET',
      '  redis-GET',
      '  redis-INCR',
      '  redis-GET',
      'asking again',
      '  redis-GET',
    ]);
    expect(recorded().stderr).toBe('');
  });

  it('records keys, and no values', () => {
    expect(statementsOf(recorded())).toEqual([
      undefined,
      'SET user:1 [1 other arguments]',
      'GET user:1',
      'INCR visits',
      'GET visits',
      'GET user:1',
    ]);
    expect(recorded().stdout).not.toContain('secret of Ada');
  });
});

withServer('redis', 'ioredis.mjs', (recorded) => {
  it('makes spans below others, and of all commands on request', () => {
    expect(treeOf(recorded())).toEqual(['asking', '  set', '  get', 'get', 'asking again', '  get']);
    expect(recorded().stderr).toBe('');
  });

  it('records keys, and no values', () => {
    expect(statementsOf(recorded())[0]).toBe('set user:1 [1 other arguments]');
    expect(recorded().stdout).not.toContain('secret of Ada');
  });
});

it('makes spans for a client of Prisma, with the helper that it asks for, without secrets', async () => {
  await install('test/integrations');
  const recorded = await runProgram('prisma.mjs');
  expect(treeOf(recorded)).toEqual([
    'asking',
    '  prisma:client:operation',
    '    prisma:client:db_query',
    'asking again',
    '  prisma:client:operation',
    '    prisma:client:db_query',
    '    prisma:client:serialize',
  ]);
  expect(statementsOf(recorded)[0]).toBe("select '[REDACTED]'");
  expect(recorded.stderr).toBe('');
}, 300_000);
