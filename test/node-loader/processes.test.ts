import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { nodes } from './nodes.ts';
import { createLoaderProject, runProgram } from './run-program.ts';

const mistake = `/** @track typ=llm */
export function ask(question: string): string { return question; }
console.log(ask('q'));
`;
const program = { 'package.json': '{ "type": "module" }', 'src/app.ts': mistake };
const tracked = `/** @track */ export const twice = (n: number): number => 2 * n;\n`;

describe.each(nodes)('$name', (node) => {
  test.each(['module', 'commonjs'])('says once what is wrong with marks: %s', async (type) => {
    using project = createLoaderProject({
      ...program,
      'package.json': `{ "type": "${type}" }`,
      'src/app.ts': `import './app.js';\n${mistake}`,
    });
    const { output, errors, status } = await runProgram(node, project, 'src/app.ts');
    expect({ output, status }).toEqual({ output: 'span ask src/app.ts:3 question=q\nq\n', status: 0 });
    expect(errors.match(/BUD\d+/g)).toEqual(['BUD104']);
    expect(errors).toContain('BudTrackWarning: src/app.ts:2:12 unknown key "typ" in @track. Did you mean "type"?');
    expect(errors).toMatch(/^> ?2 \| .*typ=llm/m);
  });

  test.each(['module', 'commonjs'])('strict: the import fails: %s', async (type) => {
    using project = createLoaderProject({
      ...program,
      'package.json': `{ "type": "${type}", "budTrack": { "strict": true } }`,
      'src/start.ts': `import('./app.js').catch((error) => console.log(error.name, error.message));\n`,
    });
    const { output, errors, status } = await runProgram(node, project, 'src/start.ts');
    expect(output).toMatch(/^(?:ProblemsError|Error) BUD104 src\/app.ts:1:12 unknown key "typ"/);
    expect({ errors, status }).toEqual({ errors: '', status: 0 });
  });

  test('off: TypeScript runs, nothing is tracked, nothing is said', async () => {
    using project = createLoaderProject({ ...program });
    const ran = await runProgram(node, project, 'src/app.ts', { BUD_TRACK: 'off' });
    expect(ran).toEqual({ output: 'q\n', errors: '', status: 0 });
  });

  test('workers and forked processes run tracked code as well', async () => {
    using project = createLoaderProject({
      'package.json': '{ "type": "module" }',
      'src/app.ts': `import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.ts', import.meta.url));
const [fromWorker] = await once(worker, 'message');
const child = fork('./src/child.ts');
const [fromChild] = await once(child, 'message');
console.log(fromWorker, fromChild);
`,
      'src/worker.ts': `import { parentPort } from 'node:worker_threads';
import { twice } from './twice';
parentPort!.postMessage('worker ' + (twice as any)(2) + twice.toString().includes('__bud'));
`,
      'src/child.ts': `import { twice } from './twice.js';
process.send!('child ' + twice(2) + twice.toString().includes('__bud'), () => process.disconnect());
`,
      'src/twice.ts': tracked,
    });
    const { output, errors, status } = await runProgram(node, project, 'src/app.ts', {
      NODE_OPTIONS: '--import=@bud/swc/register',
    });
    expect({ output: output.replaceAll(/^span .*\n/gm, ''), errors, status }).toEqual({
      output: 'worker 4true child 4true\n',
      errors: '',
      status: 0,
    });
  });

  test('errors of syntax name file, place and code frame', async () => {
    using project = createLoaderProject({ 'src/app.ts': `const one: number = ;\n` });
    const { errors, status } = await runProgram(node, project, 'src/app.ts');
    expect(status).toBe(1);
    expect(errors).toContain('Expression expected');
    expect(errors).toContain('src/app.ts:1:1');
    expect(errors).not.toContain('Stack backtrace');
  });

  test('a missing runtime is explained', async () => {
    using project = createLoaderProject({ 'src/app.mts': `import './twice.mjs';\n`, 'src/twice.mts': tracked }, false);
    const { errors, status } = await runProgram(node, project, 'src/app.mts');
    expect(status).toBe(1);
    expect(errors).toContain('BUD401');
    expect(errors).toContain('npm install @bud/runtime');
  });

  test('watch mode sees changes of imported sources', async () => {
    using project = createLoaderProject({
      'package.json': '{ "type": "module" }',
      'src/app.ts': `import { twice } from './twice.js';\nconsole.log('result', twice(1), twice.toString().includes('__bud'));\n`,
      'src/twice.ts': tracked,
    });
    const flags = ['--watch', '--import', '@bud/swc/register', 'src/app.ts'];
    const child = spawn(node.path, flags, { cwd: project.root, env: { PATH: process.env['PATH'] } });
    const text = { output: '' };
    const printed = async (wanted: string): Promise<void> => {
      while (!text.output.includes(wanted)) text.output += String((await once(child.stdout, 'data'))[0]);
    };
    // Again and again: Node hears of a file that its program has imported a while after it was, and what was written before is
    // no change to it.
    const change = (): void => project.write({ 'src/twice.ts': tracked.replace('2 * n', '3 * n') });
    let changing: NodeJS.Timeout | undefined;
    try {
      await printed('result 2 true');
      change();
      changing = setInterval(change, 2000);
      await printed('result 3 true');
      expect(text.output).toContain('result 2 true');
    } finally {
      clearInterval(changing);
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });
});
