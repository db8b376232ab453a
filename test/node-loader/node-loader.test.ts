import { describe, expect, test } from 'vitest';
import { nodes } from './nodes.ts';
import { programs } from './programs.ts';
import { createLoaderProject, runProgram } from './run-program.ts';

describe.each(nodes)('$name', (node) => {
  test.each(programs)('$name', async ({ entry, files, output }) => {
    using project = createLoaderProject(files);
    const ran = await runProgram(node, project, entry);
    expect(ran).toEqual({ output, errors: '', status: 0 });
  });
});
