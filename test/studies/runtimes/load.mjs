import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** Loads a TypeScript module of this folder; the packages come from their built files. */
export async function load(file) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'silent', oxc: { target: 'node20' } });
  return module;
}
