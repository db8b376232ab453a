import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { instrument } from '@bud/transform';
import { createProject, type Project } from '../../hosts/project.ts';
import { fixtureCases, projectRoot, type FixtureCase } from '../../fixtures/fixture-case.ts';
import { toRunnableModule, type RunnableModule } from '../../fixtures/runnable-module.ts';
import { modes, type Mode } from './inside/run-fixtures.ts';

/** The fixtures that can be run, on any runtime. */
export const runnableCases: readonly FixtureCase[] = fixtureCases.filter(({ isRunnable }) => isRunnable);

/** A program in a folder of its own that holds all fixtures, compiled, and the published files of the runtime. */
export interface App extends Disposable {
  readonly root: string;
  /** File name of each fixture in `modules/<mode>/`; `.mjs` or `.cjs` says what it is. */
  readonly files: Readonly<Record<string, string>>;
  readonly write: Project['write'];
}

/** A fixture as it was written and as it is tracked, both ready to run. */
export interface CompiledFixture {
  readonly plain: RunnableModule;
  readonly tracked: RunnableModule;
}

/** Writes every fixture in the three modes; off and on are two copies, because a module runs once. */
export async function createApp(
  compile: (fixture: FixtureCase) => Promise<CompiledFixture> = compileMarked,
): Promise<App> {
  const project = createProject({}, { hasRuntime: false });
  installRuntime(project.root);
  const files: Record<string, string> = {};
  for (const fixture of runnableCases) {
    const { plain, tracked } = await compile(fixture);
    const file = `${fixture.id}.${tracked.extension}`;
    files[fixture.name] = file;
    const textOf: Readonly<Record<Mode, string>> = { plain: plain.code, off: tracked.code, on: tracked.code };
    project.write(Object.fromEntries(modes.map((mode) => [`modules/${mode}/${file}`, textOf[mode]])));
  }
  return { ...project, files };
}

/** With the marks and the options of the fixture. */
async function compileMarked({ code, file, extension, options }: FixtureCase): Promise<CompiledFixture> {
  return {
    plain: await toRunnableModule(code, extension),
    tracked: await toRunnableModule(instrument(code, file, options).code, extension),
  };
}

/** Copied and not linked: Deno loads no package files from outside `node_modules`. */
function installRuntime(root: string): void {
  for (const name of ['value', 'runtime']) {
    for (const part of ['package.json', 'dist']) {
      const target = join(root, 'node_modules/@bud', name, part);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(projectRoot, 'packages', name, part), target, { recursive: true });
    }
  }
}
