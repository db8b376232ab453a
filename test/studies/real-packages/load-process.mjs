// Loads files one after the other: `load-process.mjs <folder> <plain|off|on> <files as JSON>` prints what each exports,
// or the error that it ends in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, mode, list] = process.argv.slice(2);
if (mode === 'on') (await import('./recording.mjs')).startRecording();
const print = process.stdout.write.bind(process.stdout);
// What files print when they are loaded is not compared.
process.stdout.write = process.stderr.write = () => true;
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

const loaded = {};
for (const file of JSON.parse(readFileSync(list, 'utf8'))) loaded[file] = await load(file);
print(JSON.stringify(loaded), () => process.exit());

async function load(file) {
  try {
    return describe(await import(pathToFileURL(join(folder, file)).href));
  } catch (error) {
    return String(error).replaceAll(pathToFileURL(folder).href, '').replaceAll(folder, '');
  }
}

function describe(module) {
  return Object.keys(module).map((key) => {
    const value = module[key];
    // Proxies answer with functions, whose source text is the one thing that may differ.
    const isPlain = typeof value === 'function' && typeof value.length === 'number';
    return isPlain ? `${key}: ${value.name}/${value.length}` : `${key}: ${typeof value}`;
  });
}
