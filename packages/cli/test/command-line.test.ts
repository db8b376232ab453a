import { describe, expect, test } from 'vitest';
import { createProject } from '../../../test/hosts/project.ts';
import { bud } from './bud.ts';

describe('help and version', () => {
  test.each([
    [['--help'], 'bud <command> [files or folders] [flags]'],
    [['-h'], 'instrument'],
    [['help', 'list'], 'bud list [files or folders] [flags]'],
    [['instrument', '--help'], 'bud instrument dist --check'],
    [['list', '--help'], '--json'],
    [['explain', '--help'], 'bud explain src/agent.ts'],
    [['--version'], '0.1.0'],
  ])('%j', async (written, text) => {
    using project = createProject({});
    const { code, out, err } = await bud(project.root, written);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(text);
  });

  test('nothing asked for is bad input', async () => {
    using project = createProject({});
    expect(await bud(project.root, [])).toMatchObject({ code: 2 });
  });
});

test.each([
  [['instrment', 'dist'], 'unknown command "instrment". Did you mean `bud instrument`?'],
  [['frobnicate'], 'The commands are instrument, list, explain, doctor'],
  [['list', '--jsn'], 'unknown flag `--jsn`. Did you mean `--json`?'],
  [['list', '-x'], 'unknown flag `-x`. See `bud list --help`'],
  [['instrument', '--out', '--check'], '`--out` needs a folder. Write `--out <folder>`.'],
  [['list', '--json=yes'], '`--json` takes no value'],
])('%j', async (written, message) => {
  using project = createProject({});
  const { code, out, err } = await bud(project.root, written);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('colors come where they are forced and nowhere else', async () => {
  using project = createProject({ 'a.js': '/** @track */ export function a() {}\n' });
  const escape = '\u001B[';
  expect((await bud(project.root, ['explain', 'a.js'])).out).not.toContain(escape);
  expect((await bud(project.root, ['explain', 'a.js'], { FORCE_COLOR: '1' })).out).toContain(escape);
  expect((await bud(project.root, ['explain', 'a.js'], { FORCE_COLOR: '0' })).out).not.toContain(escape);
});
