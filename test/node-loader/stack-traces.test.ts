import { describe, expect, test } from 'vitest';
import { nodes } from './nodes.ts';
import { createLoaderProject, runProgram } from './run-program.ts';
import { throwingModule, throwingNames } from '../source-maps/throwing-module.ts';
import { stripTypes } from '../hosts/strip-types.mjs';

const printFrames = `
const errors = await run();
for (const error of errors) console.log(error.message, /\\(?(?:file:\\/\\/)?[^ (]*\\/(src\\/[^ )]*)\\)?$/m.exec(error.stack)?.[1]);
`;

/** Where V8 says that the errors of the module were made, 1-based. */
function framesIn(file: string): string {
  const lines = throwingModule.split('\n');
  return throwingNames
    .map((name) => {
      const line = lines.findIndex((text) => text.includes(`new Error('${name}'`));
      return `${name} ${file}:${line + 1}:${(lines[line]?.indexOf(`new Error('${name}'`) ?? -1) + 1}\n`;
    })
    .join('');
}

describe.each(nodes)('$name', (node) => {
  test.each(['src/thrower.mts', 'src/thrower.cts'])('stacks of %s name its own lines and columns', async (file) => {
    const app = `import { run } from './${file.slice('src/'.length)}';${printFrames}`;
    using project = createLoaderProject({ [file]: throwingModule, 'src/app.mts': app });
    const { output, errors, status } = await runProgram(node, project, 'src/app.mts');
    const withoutSpans = output.replaceAll(/^span .*\n/gm, '');
    expect({ output: withoutSpans, errors, status }).toEqual({ output: framesIn(file), errors: '', status: 0 });
  });

  test('stacks of tracked JavaScript, and of what was compiled to it, name the columns of the first source', async () => {
    const { code, map } = await stripTypes(throwingModule, 'src/thrower.ts');
    using project = createLoaderProject({
      'src/thrower.mjs': `${code}\n//# sourceMappingURL=data:application/json;base64,${btoa(map)}\n`,
      'src/app.mjs': `import { run as runAll } from './thrower.mjs';\nimport { made } from './made.cjs';
const run = async () => [made(1), ...(await runAll())];${printFrames}`,
      'src/made.cjs': `/** @track */ exports.made = function (a, /* long */ b) { return new Error('made'); };\n`,
      'bud.track.config.json': '{ "rules": [{ "files": "src/**" }] }',
    });
    const { output, errors } = await runProgram(node, project, 'src/app.mjs');
    expect(errors).toBe('');
    const withoutSpans = output.replaceAll(/^span .*\n/gm, '');
    expect(withoutSpans).toBe(`made src/made.cjs:1:66\n${framesIn('src/thrower.ts')}`);
  });
});
