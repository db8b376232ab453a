import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync as compileWithBabel } from '@babel/core';
import { transformSync as compileWithSwc } from '@swc/core';
import { describe, expect, test } from 'vitest';
import { createProject, type Project } from '../../../test/hosts/project.ts';
import { install } from '../../../test/install.mjs';
import { bud } from './bud.ts';

await install('test/hosts');
const require = createRequire(new URL('../../../test/hosts/', import.meta.url));
const native = join(require.resolve('typescript-7/package.json'), '../bin/tsc');

const sources = {
  'src/agent.ts': `enum Mood { calm = 'calm' }

/** @track type=agent */
export class Agent<T extends string> {
  readonly #seen: T[] = [];
  constructor(private readonly name: string) {}
  async run(goal: T): Promise<string> { return this.#step(goal, Mood.calm); }
  #step(goal: T, mood: Mood): string {
    this.#seen.push(goal);
    return \`\${this.name} \${this.#seen.length} \${mood}\`;
  }
}

// @track type=llm
export const ask = async function* (question: string): AsyncGenerator<string> {
  yield question as string;
  throw new Error('no answer');
};
`,
  'src/main.ts': `import { Agent, ask } from './agent.js';

console.log(await new Agent('a').run('go'));
try {
  for await (const answer of ask('q')) console.log(answer);
} catch (error) {
  console.log((error as Error).stack!.split('\\n').slice(0, 2).join());
}
`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'esnext', rootDir: 'src', outDir: 'dist', sourceMap: true, types: [] },
    include: ['src'],
  }),
};

/** What each writes beside the other: `dist/*.js` and `dist/*.js.map`. */
const compilers: Readonly<Record<string, (project: Project) => void>> = {
  'TypeScript 7': ({ root }) => {
    // No types of Node are installed in the project.
    const args = [native, '--noCheck', '--project', root];
    execFileSync(process.execPath, args, { stdio: 'inherit' });
  },
  Babel: (project) =>
    eachFile(project, (code, file) => {
      const options = { filename: file, sourceMaps: true, configFile: false, presets: ['@babel/preset-typescript'] };
      return compileWithBabel(code, { ...options, sourceFileName: `../${file}`, cwd: import.meta.dirname });
    }),
  SWC: (project) =>
    eachFile(project, (code, file) =>
      compileWithSwc(code, {
        filename: file,
        sourceFileName: `../${file}`,
        sourceMaps: true,
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      }),
    ),
};

type Compiled = { readonly code?: string | null | undefined; readonly map?: unknown } | null;

function eachFile(project: Project, compile: (code: string, file: string) => Compiled): void {
  mkdirSync(join(project.root, 'dist'));
  for (const name of ['agent', 'main']) {
    const { code, map } = compile(project.read(`src/${name}.ts`), `src/${name}.ts`) ?? {};
    project.write({
      [`dist/${name}.js`]: `${code}\n//# sourceMappingURL=${name}.js.map\n`,
      [`dist/${name}.js.map`]: typeof map === 'string' ? map : JSON.stringify(map),
    });
  }
}

describe.each(Object.entries(compilers))('after %s', (_name, compile) => {
  test('a program does what it did, and its functions are tracked', { timeout: 60_000 }, async () => {
    using project = createProject({ ...sources, 'package.json': '{ "type": "module" }' });
    compile(project);
    const run = (): string =>
      execFileSync(process.execPath, ['--enable-source-maps', 'dist/main.js'], { cwd: project.root, encoding: 'utf8' });
    const before = run();
    expect(before).toContain('agent.ts:17:9');
    const { code, out, err } = await bud(project.root, ['instrument', 'dist']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('3 functions: 2 agent, 1 llm');
    expect(project.read('dist/agent.js')).toContain('function: "Agent.run", file: "src/agent.ts", line: 7, column: 9');
    expect(run()).toBe(before);
    expect(await bud(project.root, ['instrument', 'dist', '--check'])).toMatchObject({ code: 0, err: '' });
  });
});
