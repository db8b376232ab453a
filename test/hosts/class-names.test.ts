import { expect, test } from 'vitest';
import { allHosts } from './hosts.ts';
import { importModule } from './import-module.ts';
import { createProject } from './project.ts';

const files = {
  'src/main.ts': `/** @track */
class Counter {
  async add(a: number) { return a; }
  static make() { return new Counter(); }
}
/** @track */
export class Agent {
  async run() { return new.target === undefined && (await Promise.resolve(this.constructor.name)); }
  *items() { yield Counter.name; }
}
export const run = async () => [Counter.name, Agent.name, await new Agent().run(), ...new Agent().items()];
`,
};

test.each(allHosts)('$name gives tracked classes the names they have without the plugin', async (host) => {
  using project = createProject(files);
  const names: unknown[] = [];
  for (const options of [undefined, {}]) {
    const { modules } = await host.build({ root: project.root, entries: { main: 'src/main.ts' }, options });
    const built = modules['main'];
    if (built === undefined) throw new Error('nothing was built');
    names.push(await (await importModule<{ run(): Promise<unknown> }>(project, built)).run());
  }
  expect(names[1]).toEqual(names[0]);
});
