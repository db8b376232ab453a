import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { instrument } from '@bud/transform';

// Inside `node_modules`, so that emitted code resolves the runtime as an application does, and Git ignores it.
const folder = fileURLToPath(new URL('../../node_modules/.bud/calls/', import.meta.url));

/** Writes a module twice, as it is and instrumented; gives the addresses. */
export function writeBoth(name: string, code: string): { readonly plain: string; readonly tracked: string } {
  mkdirSync(folder, { recursive: true });
  const write = (form: string, text: string): string => {
    const path = `${folder}${name}-${form}.mjs`;
    writeFileSync(path, text);
    return pathToFileURL(path).href;
  };
  return { plain: write('plain', code), tracked: write('tracked', instrument(code, `${name}.mjs`).code) };
}

/** The same, loaded. */
export async function loadBoth<Module>(name: string, code: string): Promise<{ plain: Module; tracked: Module }> {
  const { plain, tracked } = writeBoth(name, code);
  const load = async (address: string): Promise<Module> => (await import(address)) as Module; // as the caller says of its code
  return { plain: await load(plain), tracked: await load(tracked) };
}
