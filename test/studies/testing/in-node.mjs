import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What it takes until the tests of a file run in Node, with some statements and without, each pair one after the other. */
export function startWith(statements) {
  return async (folder, pairs, write) => {
    const found = { plain: [], traced: [] };
    const imports = { plain: "import 'node:test';", traced: `import 'node:test';\n${statements}` };
    for (const [kind, text] of Object.entries(imports)) write(join(folder, `${kind}.mjs`), `${text}\n${printed}`);
    for (let pair = 0; pair <= pairs; pair += 1)
      for (const [kind, times] of Object.entries(found))
        times.push(JSON.parse(execFileSync(process.execPath, [join(folder, `${kind}.mjs`)], { encoding: 'utf8' })));
    return { plain: found.plain.slice(1), traced: found.traced.slice(1) };
  };
}

const printed = `const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ ms: performance.now(), cpuMs: (user + system) / 1000 }));
`;
