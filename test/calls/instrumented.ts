import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { instrument } from '@bud/transform';

// Inside `node_modules`, so that emitted code resolves the runtime as an application does, and Git ignores it.
const folder = fileURLToPath(new URL('../../node_modules/.bud/calls/', import.meta.url));

/** Loads a module twice, as it is and instrumented. */
export async function loadBoth<Module>(name: string, code: string): Promise<{ plain: Module; tracked: Module }> {
  mkdirSync(folder, { recursive: true });
  const load = async (form: string, text: string): Promise<Module> => {
    const path = `${folder}${name}-${form}.mjs`;
    writeFileSync(path, text);
    return (await import(pathToFileURL(path).href)) as Module; // what the caller says of its own code
  };
  return { plain: await load('plain', code), tracked: await load('tracked', instrument(code, `${name}.mjs`).code) };
}
