import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Milliseconds until the tests of a file run in Node, with the import and without, each pair one after the other. */
export async function startOfFiles(folder, pairs, write) {
  const found = { plain: [], traced: [] };
  const imports = { plain: "import 'node:test';", traced: "import 'node:test';\nimport '@bud/testing';" };
  for (const [kind, text] of Object.entries(imports))
    write(join(folder, `${kind}.mjs`), `${text}\nconsole.log(performance.now());\n`);
  for (let pair = 0; pair <= pairs; pair += 1)
    for (const [kind, times] of Object.entries(found))
      times.push(Number(execFileSync(process.execPath, [join(folder, `${kind}.mjs`)], { encoding: 'utf8' })));
  return { plain: found.plain.slice(1), traced: found.traced.slice(1) };
}
