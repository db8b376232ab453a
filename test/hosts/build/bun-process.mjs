// Runs in Bun: builds what each line of the input asks for, and prints what came of it as JSON.
import { createInterface } from 'node:readline';
import budTrack from '@bud/unplugin/bun';

for await (const line of createInterface({ input: process.stdin })) {
  const { selection, root, entries, ...request } = JSON.parse(line);
  process.env.BUD_TRACK = selection ?? '';
  process.chdir(root);
  const modules = {};
  const errors = [];
  for (const [name, file] of Object.entries(entries)) {
    try {
      const result = await Bun.build({ entrypoints: [file], root, ...configOf(request) });
      errors.push(...result.logs.filter(({ level }) => level === 'error').map(String));
      if (result.success) modules[name] = await moduleOf(result.outputs);
    } catch (error) {
      // What a plugin throws is thrown on, also by builds that give their errors back.
      errors.push(String(error));
    }
  }
  process.stdout.write(`${JSON.stringify({ modules, errors })}\0`);
  process.stderr.write('\0');
}

function configOf({ options, minify = false, sourcemap = false, isRuntimeExternal, format }) {
  return {
    format,
    target: 'node',
    minify,
    sourcemap: sourcemap ? 'external' : 'none',
    conditions: ['@bud/source'],
    external: isRuntimeExternal ? ['@bud/runtime'] : [],
    plugins: options === undefined ? [] : [budTrack(options)],
    throw: false,
  };
}

async function moduleOf(outputs) {
  const textOf = async (kind) => await outputs.find((output) => output.kind === kind)?.text();
  return { code: (await textOf('entry-point')) ?? '', map: (await textOf('sourcemap')) ?? null };
}
